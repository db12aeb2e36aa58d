package dev.tractor.stats.columns;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tractor.query.Query;
import dev.tractor.stats.store.JobTables;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/// The flows of a complete job in the order of the capture. A column of a segment is read when a question first needs it, and kept while there is room.
public final class JobFlows {
    /// The driver asks for the very first answer in binary form.
    private static final int BINARY_AT_ONCE = -1;

    /// What is kept.
    sealed interface Key {
        record Layout(JobTables tables, int attempt) implements Key {}

        record Part(JobTables tables, int attempt, int segment, Column column) implements Key {}

        record Found(JobTables tables, int attempt, int segment, Query query) implements Key {}
    }

    private final JobTables tables;
    private final int attempt;
    private final DataSource database;
    private final Cache<Key, Object> kept;
    private final List<Segment> segments;

    JobFlows(JobTables tables, int attempt, DataSource database, Cache<Key, Object> kept) {
        this.tables = tables;
        this.attempt = attempt;
        this.database = database;
        this.kept = kept;
        int[] rows = (int[]) kept.get(new Key.Layout(tables, attempt), _ -> layout());
        segments = IntStream.range(0, rows.length).mapToObj(index -> new Segment(index, rows[index], this)).toList();
    }

    public JobTables tables() {
        return tables;
    }

    /// In the order of the capture.
    public List<Segment> segments() {
        return segments;
    }

    /// The rows of the segment that the query finds; nobody changes them.
    public BitSet found(Segment segment, Query query) {
        Key key = new Key.Found(tables, attempt, segment.index(), query);
        BitSet known = (BitSet) kept.getIfPresent(key);
        if (known != null) {
            return known;
        }
        BitSet found = Filter.of(query, segment);
        kept.put(key, found);
        return found;
    }

    Key key(int segment, Column column) {
        return new Key.Part(tables, attempt, segment, column);
    }

    /// Numbers or coded values.
    Object part(Segment segment, Column column) {
        return kept.get(segment.key(column), _ -> {
            ByteBuffer stored = ByteBuffer.wrap(body(segment, column));
            return column.kind().isCoded() ? Coded.decode(stored, segment.rows()) : Numbers.decode(stored, segment.rows());
        });
    }

    private int[] layout() {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT rows FROM " + tables.flowColumn() + " WHERE field = ? ORDER BY segment")) {
            query.setString(1, Column.ORDINAL.field());
            IntStream.Builder rows = IntStream.builder();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getInt(1));
                }
            }
            return rows.build().toArray();
        } catch (SQLException e) {
            throw new ColumnsUnreadableException(e);
        }
    }

    private byte[] body(Segment segment, Column column) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT body FROM " + tables.flowColumn() + " WHERE field = ? AND segment = ?")) {
            query.unwrap(PGStatement.class).setPrepareThreshold(BINARY_AT_ONCE);
            query.setString(1, column.field());
            query.setInt(2, segment.index());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("no column %s of segment %d in %s".formatted(column.field(), segment.index(), tables.flowColumn()));
                }
                return row.getBytes(1);
            }
        } catch (SQLException e) {
            throw new ColumnsUnreadableException(e);
        }
    }
}
