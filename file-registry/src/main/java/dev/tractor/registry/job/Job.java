package dev.tractor.registry.job;

import dev.tractor.contracts.v1.Completed;
import dev.tractor.registry.capture.Capture;
import dev.tractor.registry.model.RegisteredModel;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;

/// One analysis of one capture. Every change is made under the lock of its row ([Jobs#lock]).
///
/// `waiting → extracting → storing → done`; silence of the extractor leads from `extracting` back to `waiting`, with the next attempt.
@Entity
@Table(name = "job")
public class Job {
    /// Longer reasons are cut: they are read by people.
    static final int MESSAGE_LIMIT_CHARS = 2_000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "capture_id")
    private Capture capture;

    @Enumerated(EnumType.STRING)
    private JobState state;

    @Enumerated(EnumType.STRING)
    private JobPhase phase;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private String options;

    @Column(name = "options_digest")
    private String optionsDigest;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private String pins;

    @Column(name = "model_digest")
    private String modelDigest;

    @Column(name = "source_id")
    private Long sourceId;

    private int attempt;
    private String owner;

    @Column(name = "lease_until")
    private Instant leaseUntil;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "progressed_at")
    private Instant progressedAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    private String message;

    @Column(name = "bytes_read")
    private long bytesRead;

    private long packets;

    @Column(name = "flows_begun")
    private long flowsBegun;

    @Column(name = "flows_stored")
    private long flowsStored;

    @Column(name = "batches_stored")
    private int batchesStored;

    private Long flows;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private String completion;

    protected Job() {}

    Job(Capture capture, JobOptions options, Instant now) {
        this.capture = capture;
        this.state = JobState.IN_PROGRESS;
        this.phase = JobPhase.WAITING;
        this.options = options.json();
        this.optionsDigest = options.digest();
        this.pins = Pins.atStart(capture, options);
        this.attempt = 1;
        this.requestedAt = now;
        this.startedAt = now;
        this.progressedAt = now;
    }

    /// One that labels the stored flows of a finished job again.
    static Job relabelling(Job source, JobOptions options, Instant now) {
        Job job = new Job(source.capture(), options, now);
        job.sourceId = source.id();
        job.pins = Pins.withFlows(job.pins, source.storedFlows());
        return job;
    }

    /// From now on its batches are labelled by this model and no other.
    void pin(RegisteredModel model) {
        modelDigest = model.digest();
        pins = Pins.withModel(pins, model);
    }

    void lease(String newOwner, Instant until) {
        owner = newOwner;
        leaseUntil = until;
        phase = JobPhase.EXTRACTING;
    }

    /// @throws LeaseLostException when the caller does not hold the lease
    void checkLease(int callersAttempt, String callersOwner) {
        if (state != JobState.IN_PROGRESS) {
            throw new LeaseLostException("job " + id + " has ended" + (message == null ? "" : ": " + message));
        }
        if (attempt != callersAttempt) {
            throw new LeaseLostException("job " + id + " is at attempt " + attempt + ", no longer at " + callersAttempt);
        }
        if (!callersOwner.equals(owner)) {
            throw new LeaseLostException("job " + id + " is leased to " + owner);
        }
        if (phase != JobPhase.EXTRACTING) {
            throw new LeaseLostException("job " + id + " is extracted, its flows are being stored");
        }
    }

    void heartbeat(Heartbeat heartbeat, Instant until, Instant now) {
        leaseUntil = until;
        bytesRead = heartbeat.bytesRead();
        packets = heartbeat.packets();
        flowsBegun = heartbeat.flows();
        progressedAt = now;
    }

    /// True when this owner has already completed this attempt, and only the answer was lost.
    boolean isExtractedBy(int callersAttempt, String callersOwner) {
        return (phase == JobPhase.STORING || state == JobState.FINISHED) && attempt == callersAttempt && callersOwner.equals(owner);
    }

    void extracted(Completion result, Instant now) {
        phase = JobPhase.STORING;
        leaseUntil = null;
        bytesRead = result.bytesRead();
        packets = result.packets();
        flowsBegun = result.flows();
        progressedAt = now;
        completion = Json.write(result);
        pins = Pins.withEngine(pins, result.engineVersion());
    }

    /// Begins the next attempt, without anything of the last one.
    void tryAgain(Instant now) {
        attempt++;
        phase = JobPhase.WAITING;
        owner = null;
        leaseUntil = null;
        bytesRead = 0;
        packets = 0;
        flowsBegun = 0;
        flowsStored = 0;
        batchesStored = 0;
        requestedAt = now;
        progressedAt = now;
    }

    void requestedAgain(Instant now) {
        requestedAt = now;
    }

    /// What was stored never shrinks within an attempt, in whatever order the events come.
    void stored(int batches, long storedFlows, Instant now) {
        batchesStored = Math.max(batchesStored, batches);
        flowsStored = Math.max(flowsStored, storedFlows);
        progressedAt = now;
    }

    void finish(Completed result, Instant now) {
        flowsStored = result.getFlows();
        flows = result.getFlows();
        pins = Pins.withUsed(pins, result);
        end(JobState.FINISHED, now);
    }

    void fail(String reason, Instant now) {
        String text = Json.storableText(reason);
        message = text.length() <= MESSAGE_LIMIT_CHARS ? text : text.substring(0, MESSAGE_LIMIT_CHARS) + "…";
        end(JobState.FAILED, now);
    }

    private void end(JobState end, Instant now) {
        state = end;
        phase = JobPhase.DONE;
        leaseUntil = null;
        finishedAt = now;
        progressedAt = now;
    }

    boolean isInProgress() {
        return state == JobState.IN_PROGRESS;
    }

    Long id() {
        return id;
    }

    Capture capture() {
        return capture;
    }

    JobState state() {
        return state;
    }

    JobPhase phase() {
        return phase;
    }

    String options() {
        return options;
    }

    int attempt() {
        return attempt;
    }

    String owner() {
        return owner;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant progressedAt() {
        return progressedAt;
    }

    Instant finishedAt() {
        return finishedAt;
    }

    String message() {
        return message;
    }

    long bytesRead() {
        return bytesRead;
    }

    long packets() {
        return packets;
    }

    long flowsBegun() {
        return flowsBegun;
    }

    long flowsStored() {
        return flowsStored;
    }

    int batchesStored() {
        return batchesStored;
    }

    Long flows() {
        return flows;
    }

    /// Null while no model is known.
    String modelDigest() {
        return modelDigest;
    }

    /// Feature profiles whose vectors its model takes.
    List<String> profiles() {
        return modelDigest == null ? List.of() : List.of(Pins.profile(pins));
    }

    /// JSON of what its answer depends on.
    String pins() {
        return pins;
    }

    /// The job whose stored flows it labels again, null for one that reads its capture.
    Long sourceId() {
        return sourceId;
    }

    /// Where the flows of this job are, which has read its capture.
    StoredFlows storedFlows() {
        return new StoredFlows(id, attempt);
    }

    /// Where the flows are that this job labels again; null for one that reads its capture.
    StoredFlows relabelled() {
        return sourceId == null ? null : Pins.flows(pins);
    }

    /// JSON of a [Completion], or null before it.
    String completion() {
        return completion;
    }
}
