package dev.tractor.flow;

import dev.tractor.packet.DecodedPacket;

/// Who began a flow, judged by its first packet. SYN and SYN/ACK overrule it later.
final class Initiators {
    /// Ports above 1023 on which services commonly listen.
    private static final java.util.BitSet SERVICE_PORTS = new java.util.BitSet();

    static {
        for (int port = 1; port < 1024; port++) {
            SERVICE_PORTS.set(port);
        }
        int[] registered = {1080, 1194, 1433, 1521, 1701, 1723, 1883, 1900, 2049, 3128, 3260, 3306, 3389, 3478, 4500, 5004, 5060, 5061, 5222, 5223, 5228, 5353, 5355, 5432, 5671, 5672,
            5900, 5938, 6379, 6667, 6881, 8000, 8008, 8080, 8081, 8443, 8883, 9000, 9042, 9092, 9200, 11211, 25565, 27017, 51820};
        for (int port : registered) {
            SERVICE_PORTS.set(port);
        }
    }

    private Initiators() {}

    /// True when the packet's target is the initiator: only its source has a well-known service port, or it is an echo reply.
    static boolean isTarget(DecodedPacket packet) {
        return switch (packet.protocol) {
            case 6, 17, 132, 136 -> SERVICE_PORTS.get(packet.sourcePort) && !SERVICE_PORTS.get(packet.targetPort);
            case 1 -> packet.icmpType == 0;
            case 58 -> packet.icmpType == 129;
            default -> false;
        };
    }
}
