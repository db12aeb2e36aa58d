package dev.tractor.registry.outbox;

import dev.tractor.contracts.Topic;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/// Publishes to Kafka.
@ApplicationScoped
class EventPublisher {
    /// Longer than the producer's delivery.timeout.ms, so that its own error comes first.
    private static final Duration ACKNOWLEDGEMENT_LIMIT = Duration.ofSeconds(40);

    private final Map<String, MutinyEmitter<byte[]>> emitters;

    EventPublisher(@Channel("extraction-requests") MutinyEmitter<byte[]> requests, @Channel("job-events-out") MutinyEmitter<byte[]> events) {
        this.emitters = Map.of(Topic.EXTRACTION_REQUESTS.topicName(), requests, Topic.JOB_EVENTS.topicName(), events);
    }

    /// Returns once the broker has the record, and throws when that is not known.
    void publish(OutboxEntry entry) {
        Metadata key = Metadata.of(OutgoingKafkaRecordMetadata.<String>builder().withKey(entry.key()).build());
        emitters.get(entry.topic()).sendMessage(Message.of(entry.value(), key)).await().atMost(ACKNOWLEDGEMENT_LIMIT);
    }
}
