package dev.tractor.stats.search;

import dev.tractor.query.FlowField;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.search.HostProfile.Peer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sums up the flows of one host by the host at their other end.
final class HostPeers {
    /// Of one label.
    private static final class Sums {
        private long flows;
        private long sent;
        private long received;

        private long bytes() {
            return sent + received;
        }

        private void add(long itsFlows, long itsSent, long itsReceived) {
            flows += itsFlows;
            sent += itsSent;
            received += itsReceived;
        }
    }

    /// @param labels by code
    private record Exchange(IpAddress ip, Sums all, Map<Integer, Sums> labels) {
        private void add(int label, long sent, long received) {
            all.add(1, sent, received);
            labels.computeIfAbsent(label, _ -> new Sums()).add(1, sent, received);
        }

        /// That most of the bytes have, of equal ones that with the least text.
        private String label(Dictionary texts) {
            return labels.entrySet().stream().min(Comparator.<Map.Entry<Integer, Sums>>comparingLong(part -> part.getValue().bytes()).reversed()
                    .thenComparing(part -> texts.text(part.getKey()), FlowGroups.TEXTS)).map(part -> texts.text(part.getKey())).orElseThrow();
        }
    }

    private final Interner addresses = new Interner();
    private final Interner labels = new Interner();
    private final int own;
    private final Map<Integer, Exchange> exchanges = new HashMap<>();

    private HostPeers(IpAddress ip) {
        this.own = addresses.code(ip.bytes());
    }

    /// Those with which it exchanged the most bytes.
    static List<Peer> of(Connection connection, JobFlows job, IpAddress ip, int top) throws SQLException {
        HostPeers peers = new HostPeers(ip);
        for (Segment segment : job.segments()) {
            peers.add(segment, job.found(segment, HostProfile.flows(FlowField.IP, ip)));
        }
        List<Exchange> greatest = peers.exchanges.values().stream()
                .sorted(Comparator.<Exchange>comparingLong(exchange -> exchange.all.bytes()).reversed().thenComparing(Exchange::ip)).limit(top).toList();
        Map<String, HostNames.Named> named = HostNames.of(connection, job.tables(), greatest.stream().map(exchange -> exchange.ip.shortest()).toList());
        Dictionary labels = peers.labels.dictionary();
        return greatest.stream().map(exchange -> {
            HostNames.Named host = named.get(exchange.ip.shortest());
            return new Peer(exchange.ip.shortest(), host.country(), host.name(), exchange.all.flows, exchange.all.sent, exchange.all.received, exchange.label(labels));
        }).toList();
    }

    private void add(Segment segment, BitSet found) {
        if (found.isEmpty()) {
            return;
        }
        GroupField.Codes clients = GroupField.IP.codes(segment, addresses);
        GroupField.Codes servers = GroupField.IP.otherCodes(segment, addresses);
        GroupField.Codes labelsOf = GroupField.LABEL.codes(segment, labels);
        Dictionary ips = addresses.dictionary();
        Numbers forward = segment.numbers(Column.BYTES_FWD);
        Numbers backward = segment.bytesBackward();
        for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
            boolean isClient = clients.of(row) == own;
            int peer = isClient ? servers.of(row) : clients.of(row);
            exchanges.computeIfAbsent(peer, code -> new Exchange(IpAddress.of(ips.bytes(code)), new Sums(), new HashMap<>()))
                    .add(labelsOf.of(row), isClient ? forward.get(row) : backward.get(row), isClient ? backward.get(row) : forward.get(row));
        }
    }
}
