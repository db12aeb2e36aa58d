package dev.tractor.flow.session;

/// An address and a port; an IPv4 address is the lower 32 bits of `low`.
record Endpoint(int protocol, long high, long low, int port) {
    @Override
    public int hashCode() {
        return Expectations.hash(Expectations.hash(high, low), (long) protocol << 16 | port);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint endpoint && port == endpoint.port && low == endpoint.low && high == endpoint.high && protocol == endpoint.protocol;
    }
}
