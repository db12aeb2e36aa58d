package dev.tractor.registry.outbox;

import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Channel;

/// Publishes, but as long as it is told so the acknowledgement gets lost or the broker is away.
@Alternative
@Priority(1)
@Singleton
class FlakyPublisher extends EventPublisher {
    enum Fault { NONE, ACKNOWLEDGEMENT_LOST, AWAY }

    private volatile Fault fault = Fault.NONE;

    FlakyPublisher(@Channel("extraction-requests") MutinyEmitter<byte[]> requests, @Channel("job-events-out") MutinyEmitter<byte[]> events) {
        super(requests, events);
    }

    void fault(Fault next) {
        fault = next;
    }

    @Override
    void publish(OutboxEntry entry) {
        if (fault == Fault.AWAY) {
            throw new IllegalStateException("broker away");
        }
        super.publish(entry);
        if (fault == Fault.ACKNOWLEDGEMENT_LOST) {
            throw new IllegalStateException("acknowledgement lost");
        }
    }
}
