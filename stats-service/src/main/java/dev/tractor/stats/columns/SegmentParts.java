package dev.tractor.stats.columns;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tractor.stats.store.BatchPart;
import dev.tractor.stats.store.JobTables;
import dev.tractor.stats.store.WireFlow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.postgresql.PGStatement;

/// The flows that came of a job, a segment at a time, each by its slot in whatever batch it came. What is held is what came of one segment.
final class SegmentParts {
    /// The driver asks for the very first answer in binary form.
    private static final int BINARY_AT_ONCE = -1;

    private final Connection connection;
    private final JobTables tables;
    private final PrimitiveIterator.OfLong segments;
    /// By slot, where the flow lies; null for no flow.
    private final byte[][] sources = new byte[BatchPart.FLOWS][];
    private final int[] begins = new int[BatchPart.FLOWS];
    private final int[] ends = new int[BatchPart.FLOWS];
    private final long[] sessions = new long[BatchPart.FLOWS];
    private long segment;

    /// @param turn the first segment that is given, from 0; then each one that is `turns` further
    SegmentParts(Connection connection, JobTables tables, int turn, int turns) throws SQLException {
        this.connection = connection;
        this.tables = tables;
        this.segments = segments(turn, turns);
    }

    private PrimitiveIterator.OfLong segments(int turn, int turns) throws SQLException {
        LongStream.Builder found = LongStream.builder();
        try (PreparedStatement query = connection.prepareStatement("SELECT DISTINCT segment FROM " + tables.batchPart() + " WHERE length(flows) > 0 ORDER BY segment"); ResultSet row = query.executeQuery()) {
            for (int place = 0; row.next(); place++) {
                if (place % turns == turn) {
                    found.add(row.getLong(1));
                }
            }
        }
        return found.build().iterator();
    }

    /// Reads the next segment.
    ///
    /// @return whether there is one
    boolean next() throws SQLException {
        if (!segments.hasNext()) {
            return false;
        }
        segment = segments.nextLong();
        Arrays.fill(sources, null);
        Arrays.fill(sessions, SegmentBuilder.NONE);
        try (PreparedStatement query = connection.prepareStatement("SELECT flows, members FROM " + tables.batchPart() + " WHERE segment = ?")) {
            query.unwrap(PGStatement.class).setPrepareThreshold(BINARY_AT_ONCE);
            query.setLong(1, segment);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    byte[] flows = row.getBytes(1);
                    BatchPart.eachFlow(flows, (slot, begin, end) -> place(flows, slot, begin, end));
                    BatchPart.eachMember(row.getBytes(2), this::join);
                }
            }
        }
        return true;
    }

    private void place(byte[] flows, int slot, int begin, int end) {
        if (sources[slot] != null) {
            throw new FlowsContradictException("flow " + BatchPart.ordinal(segment, slot) + " came twice");
        }
        sources[slot] = flows;
        begins[slot] = begin;
        ends[slot] = end;
    }

    private void join(int slot, long session) {
        if (sessions[slot] != SegmentBuilder.NONE) {
            throw new FlowsContradictException("flow " + BatchPart.ordinal(segment, slot) + " has sessions " + sessions[slot] + " and " + session);
        }
        sessions[slot] = session;
    }

    /// @return whether there is a flow
    boolean read(int slot, WireFlow into) {
        if (sources[slot] == null) {
            return false;
        }
        try {
            into.read(sources[slot], begins[slot], ends[slot]);
            return true;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("flow " + BatchPart.ordinal(segment, slot) + " is not as it came", e);
        }
    }

    /// Of the flow, or [SegmentBuilder#NONE].
    long session(int slot) {
        return sessions[slot];
    }
}
