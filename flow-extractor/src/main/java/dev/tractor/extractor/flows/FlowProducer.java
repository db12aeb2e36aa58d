package dev.tractor.extractor.flows;

import dev.tractor.contracts.Topic;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The one Kafka producer of the process, shared by its jobs.
class FlowProducer {
    private static final long BUFFER_BYTES = 16L << 20;
    private static final int MAX_REQUEST_BYTES = 2 * Topic.MAX_RECORD_BYTES;
    private static final int LINGER_MILLIS = 5;
    /// How long a full buffer or an unknown topic holds up one send before it is tried again.
    private static final int MAX_BLOCK_MILLIS = 10_000;
    /// What is still on its way when the process ends is published again by the next attempt.
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    @Produces
    @Singleton
    Producer<String, byte[]> producer(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        Map<String, Object> config = new HashMap<>(broker);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    void close(@Disposes Producer<String, byte[]> producer) {
        producer.close(CLOSE_TIMEOUT);
    }
}
