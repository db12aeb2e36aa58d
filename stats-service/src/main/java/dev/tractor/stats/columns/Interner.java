package dev.tractor.stats.columns;

import java.util.Arrays;

/// Gives each different value a code, counting from 1; code 0 is no value.
public final class Interner {
    private static final int INITIAL_CODES = 256;
    private static final int INITIAL_BYTES = 1 << 12;
    private static final int HASH_FACTOR = 31;
    /// 2^32 divided by the golden ratio: spreads what differs little over the table.
    private static final int SPREAD = 0x9E3779B9;

    /// Codes by the hash of their values, in a row where that is taken; 0 is free. Never more than half full.
    private int[] table = new int[2 * INITIAL_CODES];
    private int[] ends = new int[INITIAL_CODES];
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int codes = 1;

    /// The greatest code and one more.
    public int codes() {
        return codes;
    }

    public int code(byte[] value) {
        return code(value, 0, value.length);
    }

    public int code(byte[] source, int from, int length) {
        int place = place(source, from, length);
        if (table[place] == 0) {
            if (2 * codes >= table.length) {
                grow();
                place = place(source, from, length);
            }
            table[place] = add(source, from, length);
        }
        return table[place];
    }

    /// Where its code is, or would be.
    private int place(byte[] source, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = HASH_FACTOR * hash + source[i];
        }
        int place = hash * SPREAD >>> Integer.numberOfLeadingZeros(table.length - 1);
        while (table[place] != 0 && !equal(table[place], source, from, length)) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private boolean equal(int code, byte[] source, int from, int length) {
        return Arrays.equals(bytes, ends[code - 1], ends[code], source, from, from + length);
    }

    private int add(byte[] source, int from, int length) {
        int begin = ends[codes - 1];
        if (bytes.length - begin < length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, begin + length));
        }
        System.arraycopy(source, from, bytes, begin, length);
        ends[codes] = begin + length;
        return codes++;
    }

    private void grow() {
        table = new int[2 * table.length];
        ends = Arrays.copyOf(ends, table.length / 2 + 1);
        for (int code = 1; code < codes; code++) {
            table[place(bytes, ends[code - 1], ends[code] - ends[code - 1])] = code;
        }
    }

    /// What has a code until now.
    public Dictionary dictionary() {
        return new Dictionary(Arrays.copyOf(ends, codes), Arrays.copyOf(bytes, ends[codes - 1]));
    }
}
