package dev.tractor.stats.columns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tractor.stats.SearchConfig;
import dev.tractor.stats.columns.JobFlows.Key;
import dev.tractor.stats.store.JobTables;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.BitSet;

/// Gives the flows of complete jobs, of which it keeps in memory what was asked for last.
@ApplicationScoped
public class ColumnStore {
    private final AgroalDataSource database;
    private final long memory;
    private final Cache<Key, Object> kept;

    ColumnStore(AgroalDataSource database, SearchConfig config) {
        this.database = database;
        this.memory = config.memory().asLongValue();
        this.kept = cache();
    }

    private Cache<Key, Object> cache() {
        // what it does beside is little: waking another thread for it would be dearer
        return Caffeine.newBuilder().executor(Runnable::run).maximumWeight(memory).<Key, Object>weigher(ColumnStore::bytes).build();
    }

    /// @param attempt whose flows they are
    public JobFlows flows(JobTables tables, int attempt) {
        return new JobFlows(tables, attempt, database, kept);
    }

    /// Of a job that the caller's transaction is completing; nothing of it is kept for others.
    public JobFlows uncommitted(JobTables tables) {
        return new JobFlows(tables, 0, database, cache());
    }

    private static int bytes(Key key, Object value) {
        return switch (value) {
            case Numbers numbers -> bytes(numbers);
            case Coded(Numbers codes, Dictionary dictionary) -> bytes(codes) + dictionary.weight();
            case BitSet found -> found.size() / Byte.SIZE;
            case int[] rows -> rows.length * Integer.BYTES;
            default -> throw new IllegalArgumentException(key.toString());
        };
    }

    private static int bytes(Numbers numbers) {
        return switch (numbers) {
            case Numbers.Constant _ -> 0;
            case Numbers.Bytes(_, _, byte[] distances) -> distances.length;
            case Numbers.Shorts(_, _, char[] distances) -> distances.length * Character.BYTES;
            case Numbers.Ints(_, _, int[] distances) -> distances.length * Integer.BYTES;
            case Numbers.Longs(_, _, long[] distances) -> distances.length * Long.BYTES;
            case Numbers.Counting(Numbers counted, _) -> bytes(counted);
            case Numbers.Sum _, Numbers.Rest _ -> throw new IllegalArgumentException("made of others");
        };
    }
}
