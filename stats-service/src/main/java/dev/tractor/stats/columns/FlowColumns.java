package dev.tractor.stats.columns;

import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.store.BinaryCopy;
import dev.tractor.stats.store.JobTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Writes the flows of a complete job column by column, a segment at a time.
public final class FlowColumns {
    private static final List<String> FIELDS = List.of("segment", "field", "rows", "body");
    private static final int USUAL_SEGMENT_BYTES = 6 << 20;
    private static final String SELECT = """
            SELECT %1$s FROM %2$s LEFT JOIN (SELECT ordinal, session FROM %3$s WHERE ordinal BETWEEN %4$d AND %5$d) AS member USING (ordinal)
            WHERE ordinal BETWEEN %4$d AND %5$d ORDER BY ordinal""";
    private static final String COLUMNS = Column.READ.stream().map(Column::sql).collect(Collectors.joining(", "));
    /// There is no more flow.
    private static final long NONE = -1;

    private FlowColumns() {}

    /// Of the flows and members as they came, which have to be found by their number. Within the caller's transaction.
    ///
    /// @param countries by address
    public static void build(Connection connection, JobTables tables, Function<IpAddress, String> countries) throws SQLException {
        build(connection, tables, countries, SegmentBuilder.MAX_ROWS);
    }

    /// @param most flows of a segment, at most [SegmentBuilder#MAX_ROWS]
    static void build(Connection connection, JobTables tables, Function<IpAddress, String> countries, int most) throws SQLException {
        long from = firstFrom(connection, tables, 0);
        for (int segment = 0; from != NONE; segment++) {
            SegmentBuilder builder = new SegmentBuilder(countries);
            read(connection, tables, from, from + most - 1, builder);
            write(connection, tables, segment, builder);
            from = firstFrom(connection, tables, from + most);
        }
    }

    private static long firstFrom(Connection connection, JobTables tables, long ordinal) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT coalesce(min(ordinal), ?) FROM " + tables.incomingFlow() + " WHERE ordinal >= ?")) {
            query.setLong(1, NONE);
            query.setLong(2, ordinal);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void read(Connection connection, JobTables tables, long from, long to, SegmentBuilder into) throws SQLException {
        String sql = SELECT.formatted(COLUMNS, tables.incomingFlow(), tables.incomingMember(), from, to);
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY (" + sql + ") TO STDOUT (FORMAT binary)");
        try {
            for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                into.add(message);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void write(Connection connection, JobTables tables, int segment, SegmentBuilder builder) throws SQLException {
        BinaryCopy copy = new BinaryCopy(USUAL_SEGMENT_BYTES);
        for (Column column : Column.values()) {
            copy.row(FIELDS.size()).integer(segment).text(column.field()).integer(builder.rows()).bytea(builder.encode(column));
        }
        copy.end().send(connection, BinaryCopy.into(tables.flowColumn(), FIELDS));
    }
}
