package dev.tractor.registry.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// An event that has still to be published.
@Entity
@Table(name = "outbox")
public class OutboxEntry {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String topic;
    private String key;
    private byte[] value;

    @Column(name = "created_at")
    private Instant createdAt;

    protected OutboxEntry() {}

    OutboxEntry(String topic, String key, byte[] value, Instant now) {
        this.topic = topic;
        this.key = key;
        this.value = value;
        this.createdAt = now;
    }

    String topic() {
        return topic;
    }

    String key() {
        return key;
    }

    byte[] value() {
        return value;
    }
}
