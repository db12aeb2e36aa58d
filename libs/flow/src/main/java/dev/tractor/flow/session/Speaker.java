package dev.tractor.flow.session;

/// Which flow begins or says something.
public interface Speaker {
    long ordinal();

    /// IP protocol number.
    int protocol();

    /// Upper half of an IPv6 address, 0 of an IPv4 address.
    long addressHigh(boolean ofClient);

    /// Lower half of an IPv6 address, an IPv4 address in its lower 32 bits.
    long addressLow(boolean ofClient);

    /// 0 without ports.
    int port(boolean ofClient);
}
