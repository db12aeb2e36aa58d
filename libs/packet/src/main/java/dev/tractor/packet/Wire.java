package dev.tractor.packet;

/// Unsigned numbers in bytes. Read byte by byte: for the first compiler, which short runs live on, that is quicker than any handle, and for the optimising
/// one hardly slower.
public final class Wire {
    private Wire() {}

    public static int u8(byte[] memory, int at) {
        return memory[at] & 0xff;
    }

    /// Network order.
    public static int u16(byte[] memory, int at) {
        return (memory[at] & 0xff) << 8 | memory[at + 1] & 0xff;
    }

    /// Network order.
    public static int i32(byte[] memory, int at) {
        return memory[at] << 24 | (memory[at + 1] & 0xff) << 16 | (memory[at + 2] & 0xff) << 8 | memory[at + 3] & 0xff;
    }

    /// Network order.
    public static long u32(byte[] memory, int at) {
        return i32(memory, at) & 0xffff_ffffL;
    }

    /// Network order.
    public static long i64(byte[] memory, int at) {
        return (long) i32(memory, at) << Integer.SIZE | u32(memory, at + Integer.BYTES);
    }

    /// Small enough, as what it calls, to become part of its callers.
    static int i32(byte[] memory, int at, boolean littleEndian) {
        return littleEndian ? littleEndian32(memory, at) : i32(memory, at);
    }

    private static int littleEndian32(byte[] memory, int at) {
        return memory[at + 3] << 24 | (memory[at + 2] & 0xff) << 16 | (memory[at + 1] & 0xff) << 8 | memory[at] & 0xff;
    }

    static long u32(byte[] memory, int at, boolean littleEndian) {
        return i32(memory, at, littleEndian) & 0xffff_ffffL;
    }

    static int u16(byte[] memory, int at, boolean littleEndian) {
        return littleEndian ? (memory[at + 1] & 0xff) << 8 | memory[at] & 0xff : u16(memory, at);
    }
}
