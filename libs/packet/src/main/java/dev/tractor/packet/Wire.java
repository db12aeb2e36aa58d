package dev.tractor.packet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Unsigned numbers in memory. The layouts are constants so that each call compiles to one load; callers check the bounds first.
public final class Wire {
    private static final ValueLayout.OfShort BE16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt BE32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BE64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt LE32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Wire() {}

    public static int u8(MemorySegment memory, long at) {
        return memory.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    /// Network order.
    public static int u16(MemorySegment memory, long at) {
        return memory.get(BE16, at) & 0xffff;
    }

    /// Network order.
    public static int i32(MemorySegment memory, long at) {
        return memory.get(BE32, at);
    }

    /// Network order.
    public static long u32(MemorySegment memory, long at) {
        return memory.get(BE32, at) & 0xffff_ffffL;
    }

    /// Network order.
    public static long i64(MemorySegment memory, long at) {
        return memory.get(BE64, at);
    }

    static int i32(MemorySegment memory, long at, boolean littleEndian) {
        return littleEndian ? memory.get(LE32, at) : memory.get(BE32, at);
    }

    static long u32(MemorySegment memory, long at, boolean littleEndian) {
        return i32(memory, at, littleEndian) & 0xffff_ffffL;
    }

    static int u16(MemorySegment memory, long at, boolean littleEndian) {
        int value = u16(memory, at);
        return littleEndian ? Short.reverseBytes((short) value) & 0xffff : value;
    }
}
