package dev.tractor.cli;

import java.util.Arrays;

/// Texts by the number that decides them, so that what comes again and again is put together once and copied then. Bounded: a text takes the place of another
/// one, and when the memory is full, all are forgotten.
final class RepeatedText {
    /// Flows of a single packet have a few hundred shapes in a capture of a million flows.
    private static final int PLACES = 1 << 10;
    /// A thousand rows' features in CSV; with the place of each in the processor's second cache.
    private static final int BYTES = 256 << 10;
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

    private final long[] keys = new long[PLACES];
    private final int[] starts = new int[PLACES];
    private final int[] ends = new int[PLACES];
    private final byte[] texts = new byte[BYTES];
    private int used;

    /// Appends the text of a number.
    ///
    /// @param key not 0
    /// @return false when it is not known
    boolean append(long key, TextBuffer out) {
        int place = place(key);
        if (keys[place] != key) {
            return false;
        }
        out.append(texts, starts[place], ends[place]);
        return true;
    }

    /// Keeps what stands in `from` from that place on.
    ///
    /// @param key not 0
    void keep(long key, TextBuffer from, int start) {
        int length = from.length() - start;
        if (length > BYTES) {
            return;
        }
        if (length > BYTES - used) {
            Arrays.fill(keys, 0);
            used = 0;
        }
        int place = place(key);
        keys[place] = key;
        starts[place] = used;
        System.arraycopy(from.bytes(), start, texts, used, length);
        used += length;
        ends[place] = used;
    }

    static int place(long key) {
        return (int) (key * MIX >>> Long.SIZE - Integer.numberOfTrailingZeros(PLACES));
    }
}
