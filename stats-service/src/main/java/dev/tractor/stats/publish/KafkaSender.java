package dev.tractor.stats.publish;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Sends records and waits until the broker has them.
@ApplicationScoped
public class KafkaSender {
    /// Longer than the producer itself tries (`delivery.timeout.ms` and `max.block.ms`), so that a send is never given up and still done.
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private final MutinyEmitter<byte[]> jobEvents;
    private final MutinyEmitter<byte[]> deadLetters;

    KafkaSender(@Channel("job-events-out") MutinyEmitter<byte[]> jobEvents, @Channel("dead-letters") MutinyEmitter<byte[]> deadLetters) {
        this.jobEvents = jobEvents;
        this.deadLetters = deadLetters;
    }

    /// @throws RuntimeException when the broker did not take it; it may be sent again
    public void sendJobEvent(long jobId, byte[] event) {
        send(jobEvents, Long.toString(jobId), event, new RecordHeaders());
    }

    /// @throws RuntimeException when the broker did not take it; it may be sent again
    public void sendDeadLetter(String key, byte[] value, Headers headers) {
        send(deadLetters, key, value, headers);
    }

    private static void send(MutinyEmitter<byte[]> channel, String key, byte[] value, Headers headers) {
        OutgoingKafkaRecordMetadata<String> record = OutgoingKafkaRecordMetadata.<String>builder().withKey(key).withHeaders(headers).build();
        channel.sendMessage(Message.of(value).addMetadata(record)).await().atMost(PATIENCE);
    }
}
