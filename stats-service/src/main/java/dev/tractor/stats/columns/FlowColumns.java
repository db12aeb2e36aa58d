package dev.tractor.stats.columns;

import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.store.BatchPart;
import dev.tractor.stats.store.BinaryCopy;
import dev.tractor.stats.store.JobTables;
import dev.tractor.stats.store.WireFlow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/// Writes the flows of a complete job column by column, a segment at a time.
public final class FlowColumns {
    private static final List<String> FIELDS = List.of("segment", "field", "rows", "body");
    private static final int USUAL_SEGMENT_BYTES = 6 << 20;

    private FlowColumns() {}

    /// Writes each segment that comes to this turn, of what came. Within the caller's transaction.
    ///
    /// @param countries by address
    /// @param turn from 0
    /// @param turns of which each one writes as many segments, so that they can be taken at the same time
    /// @return how many flows they have
    /// @throws FlowsContradictException when two flows have one number, or one flow two sessions
    public static long build(Connection connection, JobTables tables, Function<IpAddress, String> countries, int turn, int turns) throws SQLException {
        return build(connection, tables, countries, turn, turns, SegmentBuilder.MAX_ROWS);
    }

    /// @param most flows of a segment, at most [SegmentBuilder#MAX_ROWS]; with fewer there is one turn
    static long build(Connection connection, JobTables tables, Function<IpAddress, String> countries, int turn, int turns, int most) throws SQLException {
        SegmentParts parts = new SegmentParts(connection, tables, turn, turns);
        WireFlow flow = new WireFlow();
        long flows = 0;
        int segment = turn;
        while (parts.next()) {
            SegmentBuilder builder = null;
            for (int slot = 0; slot < BatchPart.FLOWS; slot++) {
                if (parts.read(slot, flow)) {
                    builder = builder == null ? new SegmentBuilder(countries) : builder;
                    builder.add(flow, parts.session(slot));
                    flows++;
                    if (builder.rows() == most) {
                        write(connection, tables, segment, builder);
                        segment += turns;
                        builder = null;
                    }
                }
            }
            if (builder != null) {
                write(connection, tables, segment, builder);
                segment += turns;
            }
        }
        return flows;
    }

    private static void write(Connection connection, JobTables tables, int segment, SegmentBuilder builder) throws SQLException {
        BinaryCopy copy = new BinaryCopy(USUAL_SEGMENT_BYTES);
        for (Column column : Column.values()) {
            copy.row(FIELDS.size()).integer(segment).text(column.field()).integer(builder.rows()).bytea(builder.encode(column));
        }
        copy.end().send(connection, BinaryCopy.into(tables.flowColumn(), FIELDS));
    }
}
