package dev.tractor.gateway.flows;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/// The name of a flow in Zeek, Suricata, Arkime and others: version 1 of the Community ID (github.com/corelight/community-id-spec), with seed 0.
final class CommunityId {
    private static final String VERSION = "1:";
    private static final short SEED = 0;
    private static final byte PADDING = 0;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int SCTP = 132;
    private static final Set<Integer> WITH_PORTS = Set.of(TCP, UDP, SCTP);
    /// Of these types and codes are hashed, which flows do not keep.
    private static final Set<Integer> ICMP = Set.of(1, 58);

    private CommunityId() {}

    private record Endpoint(byte[] address, int port) implements Comparable<Endpoint> {
        @Override
        public int compareTo(Endpoint other) {
            int byAddress = Arrays.compareUnsigned(address, other.address);
            return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
        }
    }

    /// @return null for ICMP
    static String of(FlowItem flow) {
        return of(flow.protocol(), flow.srcIp(), flow.srcPort(), flow.dstIp(), flow.dstPort());
    }

    static String of(int protocol, String srcIp, int srcPort, String dstIp, int dstPort) {
        if (ICMP.contains(protocol)) return null;
        var client = new Endpoint(InetAddress.ofLiteral(srcIp).getAddress(), srcPort);
        var server = new Endpoint(InetAddress.ofLiteral(dstIp).getAddress(), dstPort);
        boolean isOrdered = client.compareTo(server) <= 0;
        Endpoint first = isOrdered ? client : server;
        Endpoint second = isOrdered ? server : client;
        ByteBuffer hashed = ByteBuffer.allocate(Short.BYTES + first.address.length + second.address.length + 2 + 2 * Short.BYTES).putShort(SEED).put(first.address).put(second.address).put((byte) protocol).put(PADDING);
        if (WITH_PORTS.contains(protocol)) hashed.putShort((short) first.port).putShort((short) second.port);
        return VERSION + Base64.getEncoder().encodeToString(sha1(hashed.flip()));
    }

    private static byte[] sha1(ByteBuffer content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(content);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
