package dev.tractor.flow;

/// Seven packets of a flow's log in a record of one cache line: flows have as many as they need, each knows the one before. They are [LoggedPacket]s until the flow
/// has a [Tally], then [Splt] entries.
///
/// ```
///   0  entries     7  number of the chunk before + 1, 0 for none
/// ```
final class LogChunk {
    static final int ENTRIES = 7;
    private static final int BEFORE = ENTRIES;
    static final int LENGTH = ENTRIES + 1;

    private LogChunk() {}

    /// Which entry of its chunk that one is.
    ///
    /// @param later of those behind the ones in the record, at most 27
    static int place(int later) {
        // A seventh, without a division.
        return later - ENTRIES * (later * 37 >> 8);
    }

    static int before(long[] memory, int at) {
        return (int) memory[at + BEFORE] - 1;
    }

    static void before(long[] memory, int at, int number) {
        memory[at + BEFORE] = number + 1L;
    }
}
