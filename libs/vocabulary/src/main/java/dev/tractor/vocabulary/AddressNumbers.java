package dev.tractor.vocabulary;

/// An IP address as two longs, the upper and the lower 64 bits; those of IPv4 are the lower 32.
public final class AddressNumbers {
    private AddressNumbers() {}

    /// @param address 4 or 16 bytes in network order
    public static long high(byte[] address) {
        return address.length == 4 ? 0 : number(address, 0, Long.BYTES);
    }

    /// @param address 4 or 16 bytes in network order
    public static long low(byte[] address) {
        return number(address, address.length == 4 ? 0 : Long.BYTES, address.length);
    }

    private static long number(byte[] address, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << Byte.SIZE | address[i] & 0xFF;
        }
        return number;
    }
}
