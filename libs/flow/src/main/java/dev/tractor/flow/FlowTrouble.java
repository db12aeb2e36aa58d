package dev.tractor.flow;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

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

    static void icmpError(MemorySegment memory, long at, int type, int code) {
        int errors = icmpErrors(memory, at);
        if (errors == 0) {
            memory.set(JAVA_BYTE, at + TYPE, (byte) type);
            memory.set(JAVA_BYTE, at + CODE, (byte) code);
        }
        memory.set(JAVA_INT_UNALIGNED, at, errors + 1);
    }

    static int icmpErrors(MemorySegment memory, long at) {
        return memory.get(JAVA_INT_UNALIGNED, at);
    }

    static int icmpType(MemorySegment memory, long at) {
        return memory.get(JAVA_BYTE, at + TYPE) & 0xff;
    }

    static int icmpCode(MemorySegment memory, long at) {
        return memory.get(JAVA_BYTE, at + CODE) & 0xff;
    }

    /// Keeps the first one.
    static void quotes(MemorySegment memory, long at, long ordinal) {
        if (quoted(memory, at) < 0) {
            memory.set(JAVA_LONG_UNALIGNED, at + QUOTED, ordinal + 1);
        }
    }

    /// @return ordinal, -1 without one
    static long quoted(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at + QUOTED) - 1;
    }

    /// Place of a direction's [Holes].
    static long holes(long at, boolean forward) {
        return at + HOLES + (forward ? 0 : Holes.LENGTH);
    }
}
