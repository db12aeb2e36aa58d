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

/// One version of an object in the bucket, known by (name, ETag). Never deleted, for its jobs stay readable.
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

    protected Capture() {}

    Capture(StoredObject object, Instant now) {
        this.name = object.name();
        this.etag = object.etag();
        this.sizeBytes = object.sizeBytes();
        this.listed = true;
        this.noticedAt = now;
        this.timesDue = now;
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

    /// Why it has no times, or null.
    public String problem() {
        return problem;
    }

    /// What follows the last dot of the last segment of the name, in lower case; empty without a dot.
    public String extension() {
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
