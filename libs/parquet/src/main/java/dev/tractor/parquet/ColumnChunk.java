package dev.tractor.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The values of one column in the row group that is being filled: one page of PLAIN values, and which rows have one, as runs (definition levels).
final class ColumnChunk {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_RUN_BYTES = 6;

    private byte[] values = new byte[256];
    private int valuesLength;
    private byte[] runs = new byte[64];
    private int runsLength;
    private boolean present;
    private int run;
    private int rows;

    int rows() {
        return rows;
    }

    /// Bytes held.
    int length() {
        return valuesLength + runsLength;
    }

    void addMissing() {
        level(false);
    }

    void addInt(int value) {
        level(true);
        room(Integer.BYTES);
        INT.set(values, valuesLength, value);
        valuesLength += Integer.BYTES;
    }

    void addLong(long value) {
        level(true);
        room(Long.BYTES);
        LONG.set(values, valuesLength, value);
        valuesLength += Long.BYTES;
    }

    void addText(byte[] utf8, int length) {
        addInt(length);
        room(length);
        System.arraycopy(utf8, 0, values, valuesLength, length);
        valuesLength += length;
    }

    /// The page's bytes: length of the runs, runs, values; the chunk is empty again.
    ///
    /// @param page at least [#pageLength()] long
    int take(byte[] page) {
        endRun();
        INT.set(page, 0, runsLength);
        System.arraycopy(runs, 0, page, Integer.BYTES, runsLength);
        System.arraycopy(values, 0, page, Integer.BYTES + runsLength, valuesLength);
        int length = Integer.BYTES + runsLength + valuesLength;
        valuesLength = 0;
        runsLength = 0;
        rows = 0;
        return length;
    }

    /// Of the page that [#take] gives, at most.
    int pageLength() {
        return Integer.BYTES + runsLength + MAX_RUN_BYTES + valuesLength;
    }

    private void level(boolean isPresent) {
        if (isPresent != present) {
            endRun();
            present = isPresent;
        }
        run++;
        rows++;
    }

    /// A run of equal levels: its length, shifted by one, as a varint, and the level in a byte.
    private void endRun() {
        if (run == 0) {
            return;
        }
        if (runsLength + MAX_RUN_BYTES > runs.length) {
            runs = Arrays.copyOf(runs, 2 * runs.length);
        }
        int rest = run << 1;
        while (rest > 0x7F) {
            runs[runsLength++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        runs[runsLength++] = (byte) rest;
        runs[runsLength++] = (byte) (present ? 1 : 0);
        run = 0;
    }

    private void room(int more) {
        if (valuesLength + more > values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, valuesLength + more));
        }
    }
}
