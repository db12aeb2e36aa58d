package dev.tractor.registry.upload;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// An upload that has begun. Its row goes when it is completed, given up or too late.
@Entity
@Table(name = "upload")
class Upload {
    @Id
    private String id;

    private String name;

    @Column(name = "store_id")
    private String storeId;

    @Column(name = "size_bytes")
    private long sizeBytes;

    @Column(name = "part_bytes")
    private long partBytes;

    private String sha256;
    private boolean replace;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected Upload() {}

    Upload(String id, UploadRequest request, String storeId, long partBytes, Instant expiresAt) {
        this.id = id;
        this.name = request.name();
        this.storeId = storeId;
        this.sizeBytes = request.sizeBytes();
        this.partBytes = partBytes;
        this.sha256 = request.sha256();
        this.replace = request.replace();
        this.expiresAt = expiresAt;
    }

    int parts() {
        return Math.toIntExact(Math.ceilDiv(sizeBytes, partBytes));
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String storeId() {
        return storeId;
    }

    long partBytes() {
        return partBytes;
    }

    /// As announced; null when it was not.
    String sha256() {
        return sha256;
    }

    boolean replaces() {
        return replace;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
