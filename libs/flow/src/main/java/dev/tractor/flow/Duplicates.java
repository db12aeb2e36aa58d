package dev.tractor.flow;

import dev.tractor.packet.Packet;

/// Recognises packets that were captured twice: equal to one that came shortly before, with the same IPv4 identification, length, transport header
/// and begin of the payload. A TCP retransmission is none: it has another identification and comes later. IPv4 with the identification 0 (RFC 6864 allows
/// it) is not judged, nor is a bare ACK of IPv6, which has no identification, because a receiver repeats those on purpose (RFC 5681, section 3.2).
final class Duplicates {
    /// Longer than a packet takes through a switch and shorter than any retransmission timeout (RFC 6298: 1 s; in practice 200 ms).
    static final long WINDOW_NANOS = 2_000_000L;
    /// Packets that are remembered; at a million packets a second 4 ms of them.
    private static final int SLOTS = 1 << 12;
    private static final int SYN_FIN_RST = 0x07;
    private static final int TCP = 6;
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

    /// For each slot a signature and the time of the packet.
    private final long[] slots = new long[2 * SLOTS];

    /// Remembers a packet.
    ///
    /// @param checksum as [Checksums#of]
    /// @return true when it is one that came shortly before
    boolean again(Packet packet, FlowKey key, int checksum) {
        if (!judges(packet)) {
            return false;
        }
        long mixed = mix(key.hash ^ (key.fromA ? MULTIPLIER : 0), (long) packet.fragmentId() << Integer.SIZE ^ packet.ipLength() ^ (long) packet.fragmentOffset() << 16);
        long signature = mix(mixed, checksum & 0xffff_ffffL);
        long time = packet.timeNanos();
        int slot = 2 * ((int) (signature >>> Integer.SIZE) & SLOTS - 1);
        boolean again = slots[slot] == signature && Math.abs(time - slots[slot + 1]) <= WINDOW_NANOS;
        slots[slot] = signature;
        slots[slot + 1] = time;
        return again;
    }

    static boolean judges(Packet packet) {
        return packet.transportCaptured() > 0 && (packet.version() == 4 ? packet.fragmentId() != 0 : !isBareAck(packet));
    }

    private static boolean isBareAck(Packet packet) {
        return packet.protocol() == TCP && packet.payloadLength() == 0 && (packet.tcpFlags() & SYN_FIN_RST) == 0;
    }

    private static long mix(long sum, long value) {
        return Long.rotateLeft(sum ^ value, 29) * MULTIPLIER;
    }
}
