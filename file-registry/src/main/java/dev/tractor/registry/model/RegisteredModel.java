package dev.tractor.registry.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/// A model that a classifier has checked and put into the bucket of models.
@Entity
@Table(name = "model")
public class RegisteredModel {
    @Id
    private String digest;

    private String name;
    private String profile;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private String manifest;

    @Column(name = "size_bytes")
    private long sizeBytes;

    @Column(name = "built_in")
    private boolean builtIn;

    @Column(name = "added_at")
    private Instant addedAt;

    @Column(name = "activated_at")
    private Instant activatedAt;

    protected RegisteredModel() {}

    RegisteredModel(ModelEntry entry, Instant now) {
        this.digest = entry.digest();
        this.name = entry.name();
        this.profile = entry.profile();
        // PostgreSQL has no U+0000 in text.
        this.manifest = entry.manifest().toString().replace("\\u0000", "\\ufffd");
        this.sizeBytes = entry.sizeBytes();
        this.builtIn = entry.builtIn();
        this.addedAt = now;
    }

    void activate(Instant now) {
        activatedAt = now;
    }

    void shipped() {
        builtIn = true;
    }

    public String digest() {
        return digest;
    }

    public String name() {
        return name;
    }

    public String profile() {
        return profile;
    }

    String manifest() {
        return manifest;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    boolean isBuiltIn() {
        return builtIn;
    }

    Instant addedAt() {
        return addedAt;
    }
}
