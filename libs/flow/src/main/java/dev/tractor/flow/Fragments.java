package dev.tractor.flow;

import dev.tractor.packet.Packet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Finds the ports of later fragments, which only the first fragment of a datagram carries. Bounded in datagrams, in fragments and in time.
final class Fragments {
    /// Datagrams that wait at once; the oldest is given up beyond.
    private static final int MAX_DATAGRAMS = 4_096;
    /// Fragments that wait for their first one, over all datagrams.
    private static final int MAX_WAITING = 16_384;
    /// RFC 791 suggests 15 s for the lifetime of a reassembly; RFC 8200 has 60 s.
    private static final long LIFETIME_NANOS = 60_000_000_000L;

    private record Key(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int identifier, int protocol, long scope) {
        static Key of(Packet packet) {
            return new Key(packet.sourceHigh(), packet.sourceLow(), packet.destinationHigh(), packet.destinationLow(), packet.fragmentId(), packet.datagramProtocol(), packet.scope());
        }

        // Written out: those that the JDK makes for a record are put together at their first use, which takes longer than a million packets, and are slow under the first compiler.
        @Override
        public int hashCode() {
            return Long.hashCode(((sourceHigh * 31 + sourceLow) * 31 + destinationHigh) * 31 + destinationLow) * 31 + identifier;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && identifier == key.identifier && sourceLow == key.sourceLow && destinationLow == key.destinationLow
                    && sourceHigh == key.sourceHigh && destinationHigh == key.destinationHigh && protocol == key.protocol && scope == key.scope;
        }
    }

    private static final class Datagram {
        private boolean known;
        private int protocol;
        private int sourcePort;
        private int destinationPort;
        private boolean echo;
        private boolean echoReply;
        private long since;
        private final List<Packet> waiting = new ArrayList<>(0);

        void giveTo(Packet fragment) {
            fragment.adopt(protocol, sourcePort, destinationPort, echo, echoReply);
        }
    }

    private final LinkedHashMap<Key, Datagram> datagrams = new LinkedHashMap<>();
    private int waitingCount;
    private long unfinishedPackets;
    private long unfinishedBytes;

    /// Learns the ports from a first fragment.
    ///
    /// @return the fragments that waited for it, in the order in which they came
    List<Packet> first(Packet packet) {
        Datagram datagram = datagram(packet, packet.timeNanos());
        datagram.known = true;
        datagram.protocol = packet.protocol();
        datagram.sourcePort = packet.sourcePort();
        datagram.destinationPort = packet.destinationPort();
        datagram.echo = packet.echo();
        datagram.echoReply = packet.echoReply();
        List<Packet> waited = List.copyOf(datagram.waiting);
        waited.forEach(datagram::giveTo);
        waitingCount -= waited.size();
        datagram.waiting.clear();
        return waited;
    }

    /// Gives a later fragment its ports, or lets it wait for them.
    ///
    /// @return true when the ports are known and set
    boolean later(Packet packet) {
        Datagram datagram = datagram(packet, packet.timeNanos());
        if (datagram.known) {
            datagram.giveTo(packet);
            return true;
        }
        datagram.waiting.add(packet.withoutPayload());
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
    long unfinishedPackets() {
        return unfinishedPackets;
    }

    /// Captured bytes of those packets.
    long unfinishedBytes() {
        return unfinishedBytes;
    }

    private Datagram datagram(Packet packet, long time) {
        Key key = Key.of(packet);
        Datagram datagram = datagrams.get(key);
        if (datagram != null && Math.abs(time - datagram.since) > LIFETIME_NANOS) {
            giveUp(datagrams.remove(key));
            datagram = null;
        }
        if (datagram == null) {
            datagram = new Datagram();
            datagram.since = time;
            datagrams.put(key, datagram);
            bound();
        }
        return datagram;
    }

    private void bound() {
        while (datagrams.size() > MAX_DATAGRAMS || waitingCount > MAX_WAITING) {
            giveUp(datagrams.pollFirstEntry().getValue());
        }
    }

    private void giveUp(Datagram datagram) {
        for (Packet fragment : datagram.waiting) {
            unfinishedPackets++;
            unfinishedBytes += fragment.captured();
        }
        waitingCount -= datagram.waiting.size();
        datagram.waiting.clear();
    }
}
