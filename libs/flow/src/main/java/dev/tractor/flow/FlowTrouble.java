package dev.tractor.flow;

/// What only flows in trouble have: ICMP errors about them, or holes in their TCP streams. An ICMP flow of such errors has the flow that its first one quotes.
///
/// ```
///   0  ICMP errors in the lower half, type above code of the first in the upper     1  ordinal of the quoted flow + 1    2  holes forward    8  backward
/// ```
final class FlowTrouble {
    private static final int QUOTED = 1;
    private static final int HOLES = 2;
    static final int LENGTH = HOLES + 2 * Holes.LENGTH;

    private FlowTrouble() {}

    static void icmpError(long[] memory, int at, int type, int code) {
        int errors = icmpErrors(memory, at);
        if (errors == 0) {
            Halves.putUpper(memory, at, type << Byte.SIZE | code);
        }
        Halves.putLower(memory, at, errors + 1);
    }

    static int icmpErrors(long[] memory, int at) {
        return Halves.lower(memory, at);
    }

    /// Type above code.
    static int firstIcmpError(long[] memory, int at) {
        return Halves.upper(memory, at);
    }

    /// Keeps the first one.
    static void quotes(long[] memory, int at, long ordinal) {
        if (quoted(memory, at) < 0) {
            memory[at + QUOTED] = ordinal + 1;
        }
    }

    /// @return ordinal, -1 without one
    static long quoted(long[] memory, int at) {
        return memory[at + QUOTED] - 1;
    }

    /// Place of a direction's [Holes].
    static int holes(int at, boolean forward) {
        return at + HOLES + (forward ? 0 : Holes.LENGTH);
    }
}
