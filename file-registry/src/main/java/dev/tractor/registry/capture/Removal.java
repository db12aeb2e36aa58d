package dev.tractor.registry.capture;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// What is to go from the object store: a version of a capture, or all that is stored of a job. Kept for a while when it is done, for a listing of the bucket may be older.
@Entity
@Table(name = "removal")
class Removal {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;
    private String etag;

    @Column(name = "job_id")
    private Long jobId;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "done_at")
    private Instant doneAt;

    protected Removal() {}

    private Removal(String name, String etag, Long jobId, Instant now) {
        this.name = name;
        this.etag = etag;
        this.jobId = jobId;
        this.createdAt = now;
    }

    static Removal ofCapture(Capture capture, Instant now) {
        return new Removal(capture.name(), capture.etag(), null, now);
    }

    static Removal ofResults(long jobId, Instant now) {
        return new Removal(null, null, jobId, now);
    }

    void done(Instant now) {
        doneAt = now;
    }

    boolean isPending() {
        return doneAt == null;
    }

    /// Of the capture; null for results.
    String name() {
        return name;
    }

    String etag() {
        return etag;
    }

    /// Whose results go; null for a capture.
    Long jobId() {
        return jobId;
    }
}
