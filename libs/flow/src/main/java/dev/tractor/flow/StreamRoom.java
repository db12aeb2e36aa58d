package dev.tractor.flow;

/// Arrays for streams that wait for the rest of a message, which takes a few packets mostly: some that were given back wait for the next. One thread.
final class StreamRoom {
    private static final int LEAST_BYTES = 2_048;
    private static final int KINDS = Integer.numberOfTrailingZeros(Stream.MAX_BYTES) - Integer.numberOfTrailingZeros(LEAST_BYTES) + 1;
    /// Of a kind: as many streams as usually wait at once.
    private static final int MOST_SPARE = 8;

    /// By kind: the least bytes, twice as many, and so on to the most that a stream has.
    private final byte[][][] spare = new byte[KINDS][MOST_SPARE][];
    private final int[] counts = new int[KINDS];

    /// @param bytes at most [Stream#MAX_BYTES]
    /// @return at least as long, with anything in it
    byte[] take(int bytes) {
        int kind = kind(bytes);
        return counts[kind] == 0 ? new byte[LEAST_BYTES << kind] : spare[kind][--counts[kind]];
    }

    /// @param array that was taken and is not used any more
    void give(byte[] array) {
        int kind = kind(array.length);
        if (counts[kind] < MOST_SPARE) {
            spare[kind][counts[kind]++] = array;
        }
    }

    private static int kind(int bytes) {
        return Integer.SIZE - Integer.numberOfLeadingZeros((Math.max(bytes, LEAST_BYTES) - 1) / LEAST_BYTES);
    }
}
