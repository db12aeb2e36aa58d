package dev.tractor.registry.capture;

import dev.tractor.registry.store.StoredObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;

/// One version of an object in the bucket, known by (name, ETag). An older version stays for as long as it has jobs, which stay readable.
@Entity
@Table(name = "capture")
public class Capture {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;
    private String etag;

    @Column(name = "size_bytes")
    private long sizeBytes;

    private boolean listed;

    @Column(name = "noticed_at")
    private Instant noticedAt;

    @Column(name = "times_due")
    private Instant timesDue;

    @Column(name = "times_by_scan")
    private boolean timesByScan;

    @Column(name = "first_nanos")
    private long firstNanos;

    @Column(name = "last_nanos")
    private long lastNanos;

    private String problem;

    private String sha256;

    @Column(name = "announced_sha256")
    private String announcedSha256;

    @Column(name = "digest_due")
    private Instant digestDue;

    protected Capture() {}

    Capture(StoredObject object, Instant now) {
        this.name = object.name();
        this.etag = object.etag();
        this.sizeBytes = object.sizeBytes();
        this.listed = true;
        this.noticedAt = now;
        this.timesDue = now;
        this.digestDue = now;
    }

    /// The bucket has this version again.
    void list() {
        listed = true;
    }

    /// The bucket has another version by this name, or none.
    void unlist() {
        listed = false;
    }

    /// The times as its head and tail, or a scan, say. Those of a whole analysis are better and stay.
    void readTimes(PacketTimes times) {
        if (timesDue != null) {
            settle(times.firstNanos(), times.lastNanos(), null);
        }
    }

    void unreadable(String reason) {
        if (timesDue != null) {
            settle(0, 0, reason);
        }
    }

    /// Its ends do not tell the times.
    void readTimesByScan() {
        timesByScan = true;
    }

    void retryTimes(Instant due) {
        if (timesDue != null) {
            timesDue = due;
        }
    }

    /// What its upload said that its SHA-256 is. It counts for nothing until its bytes were read.
    void announce(String digest) {
        announcedSha256 = digest;
    }

    void readDigest(String digest) {
        sha256 = digest;
        digestDue = null;
    }

    void retryDigest(Instant due) {
        if (digestDue != null) {
            digestDue = due;
        }
    }

    /// The times that an analysis of every packet found.
    public void analysed(PacketTimes times) {
        settle(times.firstNanos(), times.lastNanos(), null);
    }

    private void settle(long first, long last, String reason) {
        firstNanos = first;
        lastNanos = last;
        problem = reason;
        timesDue = null;
    }

    public Long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String etag() {
        return etag;
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    public boolean isListed() {
        return listed;
    }

    public long firstNanos() {
        return firstNanos;
    }

    public long lastNanos() {
        return lastNanos;
    }

    /// Why it has no times, or is not what its upload announced; else null.
    public String problem() {
        boolean altered = problem == null && sha256 != null && announcedSha256 != null && !sha256.equals(announcedSha256);
        return altered ? "its SHA-256 is " + sha256 + ", its upload announced " + announcedSha256 + ": upload it again" : problem;
    }

    /// SHA-256 of its bytes, hexadecimal; null until they were read.
    public String sha256() {
        return sha256;
    }

    /// What follows the last dot of the last segment of the name, in lower case; empty without a dot.
    public String extension() {
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
