package dev.tractor.extractor;

import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Kafka's own producer in memory takes the place of the real one.
class MemoryBroker {
    static final MockProducer<String, byte[]> PRODUCER = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

    @Mock
    @Produces
    @Singleton
    Producer<String, byte[]> producer() {
        return PRODUCER;
    }
}
