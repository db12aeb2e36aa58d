package dev.tractor.flow;

/// IP addresses between two longs and bytes.
final class Addresses {
    private Addresses() {}

    /// @return 4 or 16 bytes in network order
    static byte[] bytes(int version, long high, long low) {
        if (version == 4) {
            return new byte[] {(byte) (low >>> 24), (byte) (low >>> 16), (byte) (low >>> 8), (byte) low};
        }
        byte[] bytes = new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            long half = bytes.length - i > Long.BYTES ? high : low;
            bytes[i] = (byte) (half >>> 8 * (bytes.length - 1 - i));
        }
        return bytes;
    }
}
