package dev.tractor.stats.store;

import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.ClassifiedFlow;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Writes a batch, its key first, in one transaction, so that it is there once or not at all.
@ApplicationScoped
public class BatchStore {
    /// What became of a batch.
    public enum Outcome {
        STORED,
        /// It was stored before.
        DUPLICATE,
        /// It belongs to an older attempt, or to a job that takes nothing more.
        PASSED_OVER,
        /// [JobLedger#open] has to take up its attempt first.
        NOT_OPEN,
        /// Another version of the labeller made it than the batches before it.
        OTHER_LABELLER
    }

    private final AgroalDataSource dataSource;

    BatchStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @throws SQLException also when a flow breaks a constraint (state 23…): then nothing of the batch is stored
    @Transactional(rollbackOn = Exception.class)
    public Outcome store(ClassifiedBatch batch) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Outcome refusal = refusal(connection, batch);
            if (refusal != null) {
                return refusal;
            }
            if (!insertKey(connection, batch)) {
                return Outcome.DUPLICATE;
            }
            JobTables tables = new JobTables(batch.getJobId());
            FlowRows.encode(batch).send(connection, FlowRows.copy(tables));
            if (batch.getSessionsCount() > 0) {
                SessionRows.sessions(batch).send(connection, SessionRows.copySessions(tables));
                SessionRows.members(batch).send(connection, SessionRows.copyMembers(tables));
                SessionRows.links(batch).send(connection, SessionRows.copyLinks(tables));
            }
            return Outcome.STORED;
        }
    }

    /// Shares the job's row until the transaction ends, so that its attempt stays while other batches of it are written too.
    ///
    /// @return why the batch is not stored now, or null when it may be
    private static Outcome refusal(Connection connection, ClassifiedBatch batch) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT attempt, state, labeller_digest FROM job WHERE job_id = ? FOR SHARE")) {
            query.setLong(1, batch.getJobId());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Outcome.NOT_OPEN;
                }
                int attempt = row.getInt(1);
                JobState state = JobState.valueOf(row.getString(2));
                String digest = row.getString(3);
                if (state == JobState.ENDED || attempt > batch.getAttempt()) {
                    return Outcome.PASSED_OVER;
                }
                if (attempt < batch.getAttempt()) {
                    return Outcome.NOT_OPEN;
                }
                return switch (state) {
                    case STORING -> digest == null ? Outcome.NOT_OPEN : digest.equals(batch.getLabellerDigest()) ? null : Outcome.OTHER_LABELLER;
                    case COMPLETE, FAILED, ENDED -> Outcome.PASSED_OVER;
                };
            }
        }
    }

    private static boolean insertKey(Connection connection, ClassifiedBatch batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO batch (job_id, attempt, batch, flows, packets) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setLong(1, batch.getJobId());
            insert.setInt(2, batch.getAttempt());
            insert.setInt(3, batch.getBatch());
            insert.setLong(4, batch.getFlowsCount());
            insert.setLong(5, packets(batch));
            return insert.executeUpdate() == 1;
        }
    }

    private static long packets(ClassifiedBatch batch) {
        long packets = 0;
        for (ClassifiedFlow flow : batch.getFlowsList()) {
            packets += flow.getForward().getPackets() + flow.getBackward().getPackets();
        }
        return packets;
    }
}
