package dev.tractor.stats.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

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

    private static final List<String> PART = List.of("segment", "batch", "flows", "members", "sessions");
    /// Beside the bytes of its sections.
    private static final int PART_BYTES = Short.BYTES + 5 * Integer.BYTES + Long.BYTES + Integer.BYTES;

    private final AgroalDataSource dataSource;

    BatchStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @throws SQLException also when the database refuses it: then nothing of the batch is stored
    @Transactional(rollbackOn = Exception.class)
    public Outcome store(IncomingBatch batch) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Outcome refusal = refusal(connection, batch);
            if (refusal != null) {
                return refusal;
            }
            if (!insertKey(connection, batch)) {
                return Outcome.DUPLICATE;
            }
            parts(batch).send(connection, BinaryCopy.into(new JobTables(batch.jobId()).batchPart(), PART));
            return Outcome.STORED;
        }
    }

    /// Shares the job's row until the transaction ends, so that its attempt stays while other batches of it are written too.
    ///
    /// @return why the batch is not stored now, or null when it may be
    private static Outcome refusal(Connection connection, IncomingBatch batch) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT attempt, state, labeller_digest FROM job WHERE job_id = ? FOR SHARE")) {
            query.setLong(1, batch.jobId());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Outcome.NOT_OPEN;
                }
                int attempt = row.getInt(1);
                JobState state = JobState.valueOf(row.getString(2));
                String digest = row.getString(3);
                if (state == JobState.ENDED || attempt > batch.attempt()) {
                    return Outcome.PASSED_OVER;
                }
                if (attempt < batch.attempt()) {
                    return Outcome.NOT_OPEN;
                }
                return switch (state) {
                    case STORING -> digest == null ? Outcome.NOT_OPEN : digest.equals(batch.labellerDigest()) ? null : Outcome.OTHER_LABELLER;
                    case COMPLETE, FAILED, ENDED -> Outcome.PASSED_OVER;
                };
            }
        }
    }

    private static boolean insertKey(Connection connection, IncomingBatch batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO batch (job_id, attempt, batch, flows, packets) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setLong(1, batch.jobId());
            insert.setInt(2, batch.attempt());
            insert.setInt(3, batch.batch());
            insert.setLong(4, batch.flows());
            insert.setLong(5, batch.packets());
            return insert.executeUpdate() == 1;
        }
    }

    private static BinaryCopy parts(IncomingBatch batch) {
        int length = batch.parts().stream().mapToInt(part -> part.flows().length + part.members().length + part.sessions().length + PART_BYTES).sum();
        BinaryCopy rows = new BinaryCopy(BinaryCopy.HEADER_BYTES + length + Short.BYTES);
        for (BatchPart part : batch.parts()) {
            rows.row(PART.size()).bigint(part.segment()).integer(batch.batch()).bytea(part.flows()).bytea(part.members()).bytea(part.sessions());
        }
        return rows.end();
    }
}
