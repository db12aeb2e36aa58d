package dev.tractor.stats.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tractor.stats.StoreConfig;
import dev.tractor.stats.store.JobTables;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lists flows straight from the database's cursor into the answer, so that a list of millions takes no more memory than one of a few.
@ApplicationScoped
public class FlowList {
    /// The most flows of a page.
    public static final int PAGE_LIMIT = 10_000;

    /// So many lists are being sent that another one has to come later.
    public static final class TooManyListsException extends RuntimeException {
        TooManyListsException() {
            super("too many flow lists are being read, try again later");
        }
    }

    private static final int ROWS_PER_FETCH = 1_000;
    private static final long WAIT_FOR_OTHERS_SECONDS = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final AgroalDataSource dataSource;
    private final Semaphore streams;
    private final JsonFactory json = new JsonFactory();

    FlowList(AgroalDataSource dataSource, StoreConfig config) {
        this.dataSource = dataSource;
        this.streams = new Semaphore(config.flowStreams(), true);
    }

    /// All flows after the given one.
    public FlowPage all(long jobId, String label, long afterOrdinal) {
        return new FlowPage(jobId, label, afterOrdinal, Long.MAX_VALUE, false);
    }

    /// The next `limit` flows.
    public FlowPage page(long jobId, String label, long afterOrdinal, int limit) throws SQLException {
        String sql = "SELECT ordinal FROM " + new JobTables(jobId).flow() + where(label) + "ORDER BY ordinal OFFSET ? LIMIT 2";
        try (Connection connection = dataSource.getConnection(); PreparedStatement query = connection.prepareStatement(sql)) {
            int next = bind(query, all(jobId, label, afterOrdinal));
            query.setInt(next, limit - 1);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? new FlowPage(jobId, label, afterOrdinal, rows.getLong(1), rows.next()) : all(jobId, label, afterOrdinal);
            }
        }
    }

    /// Writes the page as a JSON array; waits first while too many others do.
    ///
    /// @throws IOException when the reader has gone
    /// @throws TooManyListsException when the wait is too long; nothing is written then
    public void write(FlowPage page, OutputStream target) throws IOException, SQLException {
        acquirePlace();
        String sql = "SELECT host(client_ip), client_port, host(server_ip), server_port, start_nanos, end_nanos, comment FROM "
                + new JobTables(page.jobId()).flow() + where(page.label()) + "ORDER BY ordinal";
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false); // else the driver fetches all rows at once
            try (PreparedStatement query = connection.prepareStatement(sql); JsonGenerator out = json.createGenerator(target)) {
                query.setFetchSize(ROWS_PER_FETCH);
                bind(query, page);
                write(query, out);
            } finally {
                connection.rollback();
            }
        } finally {
            streams.release();
        }
    }

    private void acquirePlace() {
        try {
            if (!streams.tryAcquire(WAIT_FOR_OTHERS_SECONDS, TimeUnit.SECONDS)) {
                throw new TooManyListsException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManyListsException();
        }
    }

    private static void write(PreparedStatement query, JsonGenerator out) throws IOException, SQLException {
        try (ResultSet rows = query.executeQuery()) {
            out.writeStartArray();
            while (rows.next()) {
                out.writeStartObject();
                out.writeStringField("client_ip", rows.getString(1));
                out.writeNumberField("client_port", rows.getInt(2));
                out.writeStringField("server_ip", rows.getString(3));
                out.writeNumberField("server_port", rows.getInt(4));
                out.writeNumberField("time_start", Math.floorDiv(rows.getLong(5), NANOS_PER_SECOND));
                out.writeNumberField("time_end", Math.floorDiv(rows.getLong(6), NANOS_PER_SECOND));
                out.writeStringField("comment", rows.getString(7));
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static String where(String label) {
        return " WHERE ordinal > ? AND ordinal <= ?" + (label == null ? " " : " AND label = ? ");
    }

    private static int bind(PreparedStatement query, FlowPage page) throws SQLException {
        query.setLong(1, page.afterOrdinal());
        query.setLong(2, page.lastOrdinal());
        if (page.label() == null) {
            return 3;
        }
        query.setString(3, page.label());
        return 4;
    }
}
