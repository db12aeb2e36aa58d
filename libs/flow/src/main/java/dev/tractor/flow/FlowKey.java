package dev.tractor.flow;

import dev.tractor.packet.Packet;

/// What tells flows apart: the unordered pair of (address, port), the protocol and the scope. Side A is the lower (address, port) of the two,
/// so both directions have one key. Of a host that pings itself the requests are of side A.
final class FlowKey {
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;
    private static final long FINISHER = 0xd6e8_feb8_6659_fd93L;
    private static final long LONG = 1L << 9 + Integer.SIZE;

    long aHigh;
    long aLow;
    long bHigh;
    long bLow;
    long scope;
    /// Upper half: IP version in bits 16 and above, bit 9 for a long key, bit 8 for an ICMP echo, protocol. Lower half: port of A in the upper half of it, of
    /// B in the lower; for an ICMP echo its identifier in both.
    long transport;
    long hash;
    boolean fromA;

    void of(Packet packet) {
        long sourceHigh = packet.sourceHigh();
        long sourceLow = packet.sourceLow();
        long destinationHigh = packet.destinationHigh();
        long destinationLow = packet.destinationLow();
        int sourcePort = packet.sourcePort();
        int destinationPort = packet.destinationPort();
        int order = Long.compareUnsigned(sourceHigh, destinationHigh);
        if (order == 0) {
            order = Long.compareUnsigned(sourceLow, destinationLow);
        }
        fromA = order == 0 ? sourcePort < destinationPort || sourcePort == destinationPort && !packet.echoReply() : order < 0;
        aHigh = fromA ? sourceHigh : destinationHigh;
        aLow = fromA ? sourceLow : destinationLow;
        bHigh = fromA ? destinationHigh : sourceHigh;
        bLow = fromA ? destinationLow : sourceLow;
        int ports = fromA ? sourcePort << 16 | destinationPort : destinationPort << 16 | sourcePort;
        scope = packet.scope();
        int kind = packet.version() << 16 | (packet.echo() ? 1 << 8 : 0) | packet.protocol();
        transport = (long) kind << Integer.SIZE | ports & 0xffff_ffffL | ((aHigh | bHigh | scope) != 0 ? LONG : 0);
        mixHash();
    }

    /// Whether there is more to it than the lower halves of the addresses, ports and kind.
    boolean isLong() {
        return (transport & LONG) != 0;
    }

    void mixHash() {
        long mixed = mix(aHigh * MULTIPLIER + aLow);
        mixed = mix(mixed * MULTIPLIER + bHigh * 31 + bLow);
        hash = mix(mixed * MULTIPLIER + (transport & ~LONG) + scope * FINISHER);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * FINISHER;
        return mixed ^ mixed >>> 32;
    }
}
