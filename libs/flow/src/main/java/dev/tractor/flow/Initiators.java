package dev.tractor.flow;

import dev.tractor.packet.Packet;
import java.util.BitSet;

/// Who began a flow, judged by its first packet.
final class Initiators {
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int TCP = 6;
    /// Ports above 1023 on which services commonly listen.
    private static final int[] REGISTERED = {1080, 1194, 1433, 1521, 1701, 1723, 1812, 1813, 1883, 1900, 1935, 2049, 2404, 3128, 3260, 3306, 3389, 3478, 4500, 5004, 5060, 5061, 5222,
        5223, 5228, 5353, 5355, 5432, 5671, 5672, 5683, 5900, 5938, 6379, 6667, 6881, 8000, 8008, 8009, 8080, 8081, 8443, 8883, 8888, 9000, 9042, 9092, 9200, 11211, 25565, 27017, 51820};
    private static final BitSet SERVICE_PORTS = new BitSet(1 << 16);

    static {
        SERVICE_PORTS.set(1, 1024);
        for (int port : REGISTERED) {
            SERVICE_PORTS.set(port);
        }
    }

    private Initiators() {}

    /// True when the first packet comes from the initiator.
    static boolean isSource(Packet packet) {
        if (packet.protocol() == TCP) {
            switch (packet.tcpFlags() & (SYN | ACK)) {
                case SYN:
                    return true;
                case SYN | ACK:
                    return false;
                default:
            }
        }
        if (packet.echo()) {
            return !packet.echoReply();
        }
        return !SERVICE_PORTS.get(packet.sourcePort()) || SERVICE_PORTS.get(packet.destinationPort());
    }
}
