package dev.tractor.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in a record's bytes, in the processor's order. The handles are constants so that each call compiles to one load or store.
final class Bytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Bytes() {}

    static short getShort(byte[] memory, int at) {
        return (short) SHORT.get(memory, at);
    }

    static void putShort(byte[] memory, int at, short value) {
        SHORT.set(memory, at, value);
    }

    static int getInt(byte[] memory, int at) {
        return (int) INT.get(memory, at);
    }

    static void putInt(byte[] memory, int at, int value) {
        INT.set(memory, at, value);
    }

    static long getLong(byte[] memory, int at) {
        return (long) LONG.get(memory, at);
    }

    static void putLong(byte[] memory, int at, long value) {
        LONG.set(memory, at, value);
    }
}
