package dev.tractor.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Unsigned numbers in bytes. The handles are constants so that each call compiles to one load; callers check the bounds first.
public final class Wire {
    private static final VarHandle BE16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BE32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BE64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Wire() {}

    public static int u8(byte[] memory, int at) {
        return memory[at] & 0xff;
    }

    /// Network order.
    public static int u16(byte[] memory, int at) {
        return (short) BE16.get(memory, at) & 0xffff;
    }

    /// Network order.
    public static int i32(byte[] memory, int at) {
        return (int) BE32.get(memory, at);
    }

    /// Network order.
    public static long u32(byte[] memory, int at) {
        return (int) BE32.get(memory, at) & 0xffff_ffffL;
    }

    /// Network order.
    public static long i64(byte[] memory, int at) {
        return (long) BE64.get(memory, at);
    }

    static int i32(byte[] memory, int at, boolean littleEndian) {
        int value = (int) BE32.get(memory, at);
        return littleEndian ? Integer.reverseBytes(value) : value;
    }

    static long u32(byte[] memory, int at, boolean littleEndian) {
        return i32(memory, at, littleEndian) & 0xffff_ffffL;
    }

    static int u16(byte[] memory, int at, boolean littleEndian) {
        short value = (short) BE16.get(memory, at);
        return (littleEndian ? Short.reverseBytes(value) : value) & 0xffff;
    }
}
