package dev.tractor.stats.columns;

import dev.tractor.stats.store.BinaryCopy;
import dev.tractor.stats.store.JobTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Writes the columns of a complete job's flows, a segment at a time.
public final class FlowColumns {
    private static final List<String> FIELDS = List.of("segment", "field", "rows", "body");
    private static final int USUAL_SEGMENT_BYTES = 6 << 20;
    private static final String SELECT = Column.READ.stream().map(Column::sql).collect(Collectors.joining(", "));

    private FlowColumns() {}

    /// Within the caller's transaction.
    public static void build(Connection connection, JobTables tables) throws SQLException {
        build(connection, tables, SegmentBuilder.MAX_ROWS);
    }

    /// @param most flows of a segment, at most [SegmentBuilder#MAX_ROWS]
    static void build(Connection connection, JobTables tables, int most) throws SQLException {
        SegmentBuilder read = read(connection, tables, -1, most);
        for (int segment = 0; read.rows() > 0; segment++) {
            write(connection, tables, segment, read);
            read = read(connection, tables, read.lastOrdinal(), most);
        }
    }

    private static SegmentBuilder read(Connection connection, JobTables tables, long after, int most) throws SQLException {
        SegmentBuilder builder = new SegmentBuilder();
        String sql = "COPY (SELECT %s FROM %s WHERE ordinal > %d ORDER BY ordinal LIMIT %d) TO STDOUT (FORMAT binary)".formatted(SELECT, tables.flow(), after, most);
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        try {
            for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                builder.add(message);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        return builder;
    }

    private static void write(Connection connection, JobTables tables, int segment, SegmentBuilder builder) throws SQLException {
        BinaryCopy copy = new BinaryCopy(USUAL_SEGMENT_BYTES);
        for (Column column : Column.values()) {
            copy.row(FIELDS.size()).integer(segment).text(column.field()).integer(builder.rows()).bytea(builder.encode(column));
        }
        copy.end().send(connection, BinaryCopy.into(tables.flowColumn(), FIELDS));
    }
}
