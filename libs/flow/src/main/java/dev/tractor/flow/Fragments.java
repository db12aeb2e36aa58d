package dev.tractor.flow;

import dev.tractor.packet.DecodedPacket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the ports of later fragments, which only the first fragment of a datagram carries. Bounded in datagrams, in fragments and in time.
final class Fragments {
    /// Datagrams that wait at once; the oldest is given up beyond.
    private static final int MAX_DATAGRAMS = 4_096;
    /// Fragments that wait for their first one, over all datagrams.
    private static final int MAX_WAITING = 16_384;
    /// RFC 791 suggests 15 s for the lifetime of a reassembly; RFC 8200 has 60 s.
    private static final long LIFETIME_NANOS = 60_000_000_000L;

    private record Key(long sourceHigh, long sourceLow, long targetHigh, long targetLow, int identifier, int protocol, long scope) {
        static Key of(DecodedPacket packet) {
            return new Key(packet.sourceHigh, packet.sourceLow, packet.targetHigh, packet.targetLow, packet.fragmentIdentifier, packet.protocol, packet.scope);
        }
    }

    /// A later fragment that came before the first.
    record Waiting(long time, int ipLength, int payloadLength, int capturedLength, long recordOffset, int recordLength) {}

    private static final class Datagram {
        private boolean known;
        private int sourcePort;
        private int targetPort;
        private int icmpIdentifier;
        private long since;
        private final List<Waiting> waiting = new ArrayList<>(0);
    }

    private final Map<Key, Datagram> datagrams = new LinkedHashMap<>();
    private int waitingCount;
    private long givenUpPackets;
    private long givenUpBytes;

    /// Learns the ports from a first fragment.
    ///
    /// @return the fragments that waited for it, in the order in which they came
    List<Waiting> first(DecodedPacket packet, long time) {
        Datagram datagram = datagrams.computeIfAbsent(Key.of(packet), key -> new Datagram());
        datagram.known = true;
        datagram.since = time;
        datagram.sourcePort = packet.sourcePort;
        datagram.targetPort = packet.targetPort;
        datagram.icmpIdentifier = packet.icmpIdentifier;
        List<Waiting> waited = List.copyOf(datagram.waiting);
        waitingCount -= waited.size();
        datagram.waiting.clear();
        bound();
        return waited;
    }

    /// Gives a later fragment its ports, or lets it wait.
    ///
    /// @return true when the ports are known and set
    boolean later(DecodedPacket packet, long time, Waiting fragment) {
        Key key = Key.of(packet);
        Datagram datagram = datagrams.get(key);
        if (datagram != null && Math.abs(time - datagram.since) > LIFETIME_NANOS) {
            giveUp(datagrams.remove(key));
            datagram = null;
        }
        if (datagram != null && datagram.known) {
            packet.sourcePort = datagram.sourcePort;
            packet.targetPort = datagram.targetPort;
            packet.icmpIdentifier = datagram.icmpIdentifier;
            return true;
        }
        if (datagram == null) {
            datagram = new Datagram();
            datagram.since = time;
            datagrams.put(key, datagram);
        }
        datagram.waiting.add(fragment);
        waitingCount++;
        bound();
        return false;
    }

    /// Gives up all that still waits.
    void end() {
        datagrams.values().forEach(this::giveUp);
        datagrams.clear();
    }

    /// Packets whose first fragment never came.
    long givenUpPackets() {
        return givenUpPackets;
    }

    long givenUpBytes() {
        return givenUpBytes;
    }

    private void bound() {
        var oldest = datagrams.entrySet().iterator();
        while (datagrams.size() > MAX_DATAGRAMS || waitingCount > MAX_WAITING) {
            giveUp(oldest.next().getValue());
            oldest.remove();
        }
    }

    private void giveUp(Datagram datagram) {
        for (Waiting fragment : datagram.waiting) {
            givenUpPackets++;
            givenUpBytes += fragment.capturedLength();
        }
        waitingCount -= datagram.waiting.size();
    }
}
