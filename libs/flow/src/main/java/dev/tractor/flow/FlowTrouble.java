package dev.tractor.flow;

/// What only flows in trouble have: ICMP errors about them, or holes in their TCP streams. An ICMP flow of such errors has the flow that its first one quotes.
///
/// ```
///   0  ICMP errors (int), 4  type, 5  code of the first     8  ordinal of the quoted flow + 1    16  holes forward    64  backward
/// ```
final class FlowTrouble {
    private static final int TYPE = 4;
    private static final int CODE = 5;
    private static final int QUOTED = 8;
    private static final int HOLES = 16;
    static final int LENGTH = HOLES + 2 * Holes.LENGTH;

    private FlowTrouble() {}

    static void icmpError(byte[] memory, int at, int type, int code) {
        int errors = icmpErrors(memory, at);
        if (errors == 0) {
            memory[at + TYPE] = (byte) type;
            memory[at + CODE] = (byte) code;
        }
        Bytes.putInt(memory, at, errors + 1);
    }

    static int icmpErrors(byte[] memory, int at) {
        return Bytes.getInt(memory, at);
    }

    static int icmpType(byte[] memory, int at) {
        return memory[at + TYPE] & 0xff;
    }

    static int icmpCode(byte[] memory, int at) {
        return memory[at + CODE] & 0xff;
    }

    /// Keeps the first one.
    static void quotes(byte[] memory, int at, long ordinal) {
        if (quoted(memory, at) < 0) {
            Bytes.putLong(memory, at + QUOTED, ordinal + 1);
        }
    }

    /// @return ordinal, -1 without one
    static long quoted(byte[] memory, int at) {
        return Bytes.getLong(memory, at + QUOTED) - 1;
    }

    /// Place of a direction's [Holes].
    static int holes(int at, boolean forward) {
        return at + HOLES + (forward ? 0 : Holes.LENGTH);
    }
}
