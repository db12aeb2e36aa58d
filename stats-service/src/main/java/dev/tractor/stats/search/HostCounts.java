package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// What flows say about one of the hosts at their ends. A flow from a host to itself counts once as its client's and once as its server's, and once among its flows.
final class HostCounts {
    private final IpAddress ip;
    private long flows;
    private long flowsAsClient;
    private long flowsAsServer;
    private long packets;
    private long bytesSent;
    private long bytesReceived;
    private long peers;
    private long start = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;

    private HostCounts(IpAddress ip) {
        this.ip = ip;
    }

    IpAddress ip() {
        return ip;
    }

    /// What hosts are sorted by.
    long value(HostSort by) {
        return switch (by) {
            case BYTES -> bytesSent + bytesReceived;
            case FLOWS -> flows;
            case PEERS -> peers;
            case IP -> 0;
            case BYTES_SENT -> bytesSent;
            case BYTES_RECEIVED -> bytesReceived;
        };
    }

    FoundHost host(HostNames.Named named) {
        return new FoundHost(ip.shortest(), named.country(), named.name(), flows, flowsAsClient, flowsAsServer, packets, bytesSent, bytesReceived, peers, Times.seconds(start), Times.seconds(end));
    }

    private void count(long itsPackets, long itsStart, long itsEnd) {
        flows++;
        packets += itsPackets;
        start = Math.min(start, itsStart);
        end = Math.max(end, itsEnd);
    }

    /// Of the hosts at the ends of the flows that the query finds.
    static List<HostCounts> of(JobFlows job, Query query) {
        Counting count = new Counting();
        for (Segment segment : job.segments()) {
            BitSet found = job.found(segment, query);
            if (!found.isEmpty()) {
                count.add(segment, found);
            }
        }
        return count.sums();
    }

    private static final class Counting {
        private static final int INITIAL_PAIRS = 1 << 12;

        private final Interner addresses = new Interner();
        /// By the codes of their addresses; null of one that no found flow has.
        private HostCounts[] hosts = new HostCounts[1];
        /// Client and server of each flow, by their codes, in either direction.
        private long[] pairs = new long[INITIAL_PAIRS];
        private int length;

        private void add(Segment segment, BitSet found) {
            GroupField.Codes clients = GroupField.IP.codes(segment, addresses);
            GroupField.Codes servers = GroupField.IP.otherCodes(segment, addresses);
            hosts = Arrays.copyOf(hosts, addresses.codes());
            Dictionary ips = addresses.dictionary();
            Numbers starts = segment.numbers(Column.START);
            Numbers ends = segment.end();
            Numbers packets = segment.numbers(Column.PACKETS);
            Numbers forward = segment.numbers(Column.BYTES_FWD);
            Numbers backward = segment.bytesBackward();
            for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
                int clientCode = clients.of(row);
                int serverCode = servers.of(row);
                HostCounts client = host(clientCode, ips);
                HostCounts server = host(serverCode, ips);
                client.count(packets.get(row), starts.get(row), ends.get(row));
                if (server != client) {
                    server.count(packets.get(row), starts.get(row), ends.get(row));
                }
                client.flowsAsClient++;
                client.bytesSent += forward.get(row);
                client.bytesReceived += backward.get(row);
                server.flowsAsServer++;
                server.bytesSent += backward.get(row);
                server.bytesReceived += forward.get(row);
                pair(clientCode, serverCode);
                pair(serverCode, clientCode);
            }
        }

        private HostCounts host(int code, Dictionary ips) {
            if (hosts[code] == null) {
                hosts[code] = new HostCounts(IpAddress.of(ips.bytes(code)));
            }
            return hosts[code];
        }

        private void pair(int host, int peer) {
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * length);
            }
            pairs[length++] = (long) host << Integer.SIZE | peer;
        }

        private List<HostCounts> sums() {
            Arrays.sort(pairs, 0, length);
            for (int i = 0; i < length; i++) {
                if (i == 0 || pairs[i] != pairs[i - 1]) {
                    hosts[(int) (pairs[i] >>> Integer.SIZE)].peers++;
                }
            }
            List<HostCounts> sums = new ArrayList<>();
            for (HostCounts host : hosts) {
                if (host != null) {
                    sums.add(host);
                }
            }
            return sums;
        }
    }
}
