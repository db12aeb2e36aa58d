package dev.tractor.extractor.job;

import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Listens to extraction requests. Which job it is does not matter: the registry gives the oldest one.
@Singleton
public class WakeUps {
    private final ExtractionSlots slots;

    public WakeUps(ExtractionSlots slots) {
        this.slots = slots;
    }

    @Incoming("extraction-requests")
    void request(ConsumerRecord<String, byte[]> request) {
        slots.wake();
    }
}
