package dev.tractor.flow;

import java.util.Arrays;

/// The begin of what each direction of a flow said.
///
/// ```
///   0  first payload forward, 64  backward    128  their lengths (2 bytes)
/// ```
final class FirstPayloads {
    static final int MAX_BYTES = 64;
    private static final int LENGTHS = 2 * MAX_BYTES;
    static final int LENGTH = LENGTHS + 2;

    private FirstPayloads() {}

    /// @return true when no more is wanted
    static boolean keep(byte[] memory, int at, boolean forward, byte[] frames, int start, int count) {
        int lengthAt = at + LENGTHS + (forward ? 0 : 1);
        int kept = memory[lengthAt];
        int more = Math.min(count, MAX_BYTES - kept);
        System.arraycopy(frames, start, memory, at + place(forward) + kept, more);
        memory[lengthAt] = (byte) (kept + more);
        return kept + more == MAX_BYTES;
    }

    static int place(boolean forward) {
        return forward ? 0 : MAX_BYTES;
    }

    static int length(byte[] memory, int at, boolean forward) {
        return memory[at + LENGTHS + (forward ? 0 : 1)];
    }

    static byte[] of(byte[] memory, int at, boolean forward) {
        int start = at + place(forward);
        return Arrays.copyOfRange(memory, start, start + length(memory, at, forward));
    }
}
