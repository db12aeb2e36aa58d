package dev.tractor.stats.columns;

import dev.tractor.stats.columns.JobFlows.Key;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Flows of a job that follow each other; a row is the place of a flow in it.
public final class Segment {
    private final int index;
    private final int rows;
    private final JobFlows job;
    /// By the place of [Column] among all: a page asks for hundreds of them.
    private final List<Key> keys;

    Segment(int index, int rows, JobFlows job) {
        this.index = index;
        this.rows = rows;
        this.job = job;
        this.keys = Arrays.stream(Column.values()).map(column -> job.key(index, column)).toList();
    }

    Key key(Column column) {
        return keys.get(column.ordinal());
    }

    /// Its place among the segments of the job.
    public int index() {
        return index;
    }

    public int rows() {
        return rows;
    }

    /// @param column of numbers or an order
    public Numbers numbers(Column column) {
        return column == Column.ORDINAL ? new Numbers.Counting((Numbers) job.part(this, column), rows) : (Numbers) job.part(this, column);
    }

    /// @param column of values that many flows have
    public Coded coded(Column column) {
        return (Coded) job.part(this, column);
    }

    /// The rows with the value.
    ///
    /// @param column of values that many flows have
    public BitSet having(Column column, byte[] value) {
        BitSet found = new BitSet(rows);
        Coded values = coded(column);
        int wanted = values.dictionary().code(value);
        for (int row = 0; wanted > 0 && row < rows; row++) {
            if (values.code(row) == wanted) {
                found.set(row);
            }
        }
        return found;
    }

    /// The row of a flow, found by its number, by which rows are in order.
    ///
    /// @return below 0 when it is not here
    public int row(long ordinal) {
        Numbers ordinals = numbers(Column.ORDINAL);
        int low = 0;
        int high = rows - 1;
        // as a rule, numbers follow each other
        for (int row = (int) Math.clamp(ordinal - ordinals.get(0), 0, high); low <= high; row = low + high >>> 1) {
            long found = ordinals.get(row);
            if (found == ordinal) {
                return row;
            }
            if (found < ordinal) {
                low = row + 1;
            } else {
                high = row - 1;
            }
        }
        return -1;
    }

    /// Time of the last packet.
    public Numbers end() {
        return new Numbers.Sum(numbers(Column.START), numbers(Column.DURATION));
    }

    public Numbers packetsBackward() {
        return new Numbers.Rest(numbers(Column.PACKETS), numbers(Column.PACKETS_FWD));
    }

    public Numbers bytesBackward() {
        return new Numbers.Rest(numbers(Column.BYTES), numbers(Column.BYTES_FWD));
    }
}
