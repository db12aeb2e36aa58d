package dev.tractor.stats.completion;

import dev.tractor.contracts.v1.Completed;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.stats.columns.ColumnStore;
import dev.tractor.stats.columns.FlowsContradictException;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.geo.GeoDatabase;
import dev.tractor.stats.geo.Places;
import dev.tractor.stats.store.Batch;
import dev.tractor.stats.store.BatchTotals;
import dev.tractor.stats.store.FinalTables;
import dev.tractor.stats.store.Job;
import dev.tractor.stats.store.JobLedger;
import dev.tractor.stats.store.JobState;
import dev.tractor.stats.store.JobTables;
import dev.tractor.stats.store.OutboxEvent;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Decides when a job is complete: all batches that the extractor published are stored and their sums close.
@ApplicationScoped
public class Completion {
    private static final Logger LOG = Logger.getLogger(Completion.class);
    /// Two processors share the segments.
    private static final int TURNS = 2;

    private final EntityManager entities;
    private final AggregateFold fold;
    private final ColumnStore columns;
    private final GeoDatabase geo;
    private final AgroalDataSource dataSource;
    private final Steps steps;
    /// The memory that it takes of the database and of this process is that of one job.
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Completion(EntityManager entities, AggregateFold fold, ColumnStore columns, GeoDatabase geo, AgroalDataSource dataSource, Steps steps) {
        this.entities = entities;
        this.fold = fold;
        this.columns = columns;
        this.geo = geo;
        this.dataSource = dataSource;
        this.steps = steps;
    }

    /// Completes or fails the job if everything of it is here. Asked as often as something may have changed; one of many who ask at a time decides.
    ///
    /// @return whether this call decided, so that an event waits in the outbox
    public boolean evaluate(long jobId) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> decide(jobId));
        } catch (RuntimeException e) {
            String contradiction = contradiction(e).orElseThrow(() -> e);
            return QuarkusTransaction.requiringNew().call(() -> failStoring(jobId, "its flows contradict each other: " + contradiction + ": process it again"));
        }
    }

    private static Optional<String> contradiction(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).filter(FlowsContradictException.class::isInstance).map(Throwable::getMessage).findFirst();
    }

    private boolean failStoring(long jobId, String reason) {
        Job job = Job.findById(jobId, LockModeType.PESSIMISTIC_WRITE);
        boolean decides = hasEverything(job);
        if (decides) {
            JobLedger.fail(job, reason);
        }
        return decides;
    }

    private boolean decide(long jobId) throws SQLException {
        Job job = Job.findById(jobId);
        if (job == null || !hasEverything(job)) {
            return false;
        }
        entities.refresh(job, LockModeType.PESSIMISTIC_WRITE);
        if (!hasEverything(job)) {
            return false;
        }
        BatchTotals stored = Batch.totals(jobId, job.attempt);
        BatchTotals extracted = new BatchTotals(job.extractedBatches, job.extractedFlows, job.extractedPackets);
        if (stored.equals(extracted)) {
            complete(job);
        } else {
            JobLedger.fail(job, "the sums of the job do not close: " + text(extracted) + " were extracted, " + text(stored) + " are stored: process it again");
        }
        return true;
    }

    /// Jobs whose extraction has ended and which are not decided.
    @Transactional
    public List<Long> undecided() {
        return entities.createQuery("select jobId from Job where state = STORING and extractedBatches is not null order by jobId", Long.class).getResultList();
    }

    private static boolean hasEverything(Job job) {
        return job.state == JobState.STORING && job.isExtracted() && Batch.totals(job.jobId, job.attempt).batches() >= job.extractedBatches;
    }

    private void complete(Job job) throws SQLException {
        long begin = System.nanoTime();
        Places places = geo.current();
        JobTables tables = new JobTables(job.jobId);
        oneAtATime.lock();
        try {
            build(tables, places, job.extractedFlows);
        } finally {
            oneAtATime.unlock();
        }
        job.state = JobState.COMPLETE;
        job.geoipDigest = places.digest();
        job.geoipEdition = places.edition();
        OutboxEvent.add(JobEvent.newBuilder().setJobId(job.jobId).setAttempt(job.attempt).setCompleted(completed(job)).build());
        LOG.infof("job %d attempt %d is complete: %d flows, folded in %d ms", job.jobId, job.attempt, job.extractedFlows, (System.nanoTime() - begin) / 1_000_000);
    }

    /// Most of it is committed step by step, so that two processors share it; nobody reads it before the job is complete, and a completion that is killed is begun anew. The caller's transaction, which holds
    /// the job, keeps all others away.
    private void build(JobTables tables, Places places, long extracted) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            foldColumns(tables, places, extracted);
            JobFlows flows = columns.uncommitted(tables);
            steps.together(apart -> FinalTables.gatherHosts(apart, tables, flows, places), () -> {
                FinalTables.emptySessions(connection, tables);
                SessionFold.write(connection, flows);
                FinalTables.indexSessions(connection, tables);
                fold.overview(connection, flows);
            });
            fold.statistics(connection, flows);
            FinalTables.dropIncoming(connection, tables);
        }
    }

    private void foldColumns(JobTables tables, Places places, long extracted) throws SQLException {
        steps.run(apart -> FinalTables.emptyColumns(apart, tables));
        long[] flows = new long[TURNS];
        steps.together(apart -> flows[1] = FinalTables.foldColumns(apart, tables, places, 1, TURNS),
                () -> steps.run(apart -> flows[0] = FinalTables.foldColumns(apart, tables, places, 0, TURNS)));
        long built = flows[0] + flows[1];
        if (built != extracted) {
            throw new FlowsContradictException(built + " of " + extracted + " are there");
        }
        steps.run(apart -> FinalTables.indexColumns(apart, tables));
    }

    private static Completed completed(Job job) {
        return Completed.newBuilder()
                .setFlows(job.extractedFlows)
                .setModelDigest(Objects.requireNonNullElse(job.modelDigest, ""))
                .setCatalogueDigest(Objects.requireNonNullElse(job.catalogueDigest, ""))
                .setGeoipDigest(job.geoipDigest)
                .setGeoipEdition(job.geoipEdition)
                .build();
    }

    private static String text(BatchTotals totals) {
        return totals.batches() + " batches with " + totals.flows() + " flows of " + totals.packets() + " packets";
    }
}
