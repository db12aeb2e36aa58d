package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.IpAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Who talks to whom: the greatest hosts, and all others as one.
///
/// @param by what is greatest
/// @param edges from client to server, each with the label that most of it has; flows among the others have none
/// @param rest what lies at the others, in whole or with one end
public record HostGraph(String by, List<Node> nodes, List<Edge> edges, Rest rest) {
    /// More are no picture.
    public static final int TOP_LIMIT = 500;
    private static final String OTHERS = "others";
    private static final Comparator<IpAddress> OTHERS_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    /// What is greatest.
    public enum By {
        BYTES(FlowGroups.Order.BYTES), FLOWS(FlowGroups.Order.FLOWS);

        private final FlowGroups.Order order;

        By(FlowGroups.Order order) {
            this.order = order;
        }

        private String field() {
            return name().toLowerCase(Locale.ROOT);
        }

        private long of(Sums sums) {
            return this == BYTES ? sums.bytes : sums.flows;
        }
    }

    /// @param others true at the one node of all that have none of their own, else null
    public record Node(String ip, String country, String name, long flows, long bytes, Boolean others) {}

    public record Edge(String srcIp, String dstIp, String label, long flows, long packets, long bytes) {}

    /// @param hosts that have no node of their own
    public record Rest(long hosts, long flows, long bytes) {}

    private static final class Sums {
        private long flows;
        private long packets;
        private long bytes;

        private void add(long itsFlows, long itsPackets, long itsBytes) {
            flows += itsFlows;
            packets += itsPackets;
            bytes += itsBytes;
        }
    }

    /// @param top nodes, without the one of all others
    public static HostGraph of(Connection connection, JobFlows job, Query query, By by, int top) throws SQLException {
        GroupSums hosts = GroupSums.of(job, query, GroupField.IP);
        int[] greatest = hosts.greatest(by.order, top, Comparator.comparing(code -> IpAddress.of(hosts.bytesOf(code))));
        List<Node> nodes = nodes(connection, job, hosts, greatest);
        int[] places = new int[hosts.codes()];
        Arrays.fill(places, greatest.length);
        for (int place = 0; place < greatest.length; place++) {
            places[greatest[place]] = place;
        }
        Edges edges = new Edges(by, greatest.length + 1);
        for (Segment segment : job.segments()) {
            edges.add(segment, job.found(segment, query), hosts, places);
        }
        Sums rest = edges.ofOthers();
        long others = hosts.values() - greatest.length;
        List<Edge> all = edges.edges(nodes);
        if (others > 0) {
            nodes.add(new Node(OTHERS, null, null, rest.flows, rest.bytes, true));
        }
        return new HostGraph(by.field(), nodes, all, new Rest(others, rest.flows, rest.bytes));
    }

    private static List<Node> nodes(Connection connection, JobFlows job, GroupSums hosts, int[] codes) throws SQLException {
        Map<String, HostNames.Named> named = HostNames.of(connection, job.tables(), Arrays.stream(codes).mapToObj(hosts::text).toList());
        List<Node> nodes = new ArrayList<>();
        for (int code : codes) {
            HostNames.Named host = named.get(hosts.text(code));
            nodes.add(new Node(hosts.text(code), host.country(), host.name(), hosts.flows(code), hosts.bytes(code), null));
        }
        return nodes;
    }

    /// Collects what lies between the nodes, of which the last one is all others.
    private static final class Edges {
        private final By by;
        private final int nodes;
        private final Interner labels = new Interner();
        /// By source and target, each with the sums of its labels.
        private final Map<Integer, Map<Integer, Sums>> sums = new HashMap<>();

        private Edges(By by, int nodes) {
            this.by = by;
            this.nodes = nodes;
        }

        /// @param places of the hosts among the nodes
        private void add(Segment segment, BitSet found, GroupSums hosts, int[] places) {
            if (found.isEmpty()) {
                return;
            }
            GroupField.Codes sources = hosts.codes(segment);
            GroupField.Codes targets = hosts.otherCodes(segment);
            GroupField.Codes labelsOf = GroupField.LABEL.codes(segment, labels);
            Numbers packets = segment.numbers(Column.PACKETS);
            Numbers bytes = segment.numbers(Column.BYTES);
            for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
                int ends = places[sources.of(row)] * nodes + places[targets.of(row)];
                sums.computeIfAbsent(ends, _ -> new HashMap<>()).computeIfAbsent(labelsOf.of(row), _ -> new Sums()).add(1, packets.get(row), bytes.get(row));
            }
        }

        private Sums ofAllLabels(int ends) {
            Sums all = new Sums();
            sums.get(ends).values().forEach(part -> all.add(part.flows, part.packets, part.bytes));
            return all;
        }

        /// The greatest first; those of the others behind equal ones.
        private List<Edge> edges(List<Node> named) {
            Dictionary texts = labels.dictionary();
            return sums.keySet().stream().filter(ends -> ends != nodes * nodes - 1)
                    .sorted(Comparator.<Integer>comparingLong(ends -> by.of(ofAllLabels(ends))).reversed()
                            .thenComparing(ends -> address(named, ends / nodes), OTHERS_LAST).thenComparing(ends -> address(named, ends % nodes), OTHERS_LAST))
                    .map(ends -> {
                        Sums all = ofAllLabels(ends);
                        return new Edge(ip(named, ends / nodes), ip(named, ends % nodes), label(ends, texts), all.flows, all.packets, all.bytes);
                    }).toList();
        }

        /// That most of the edge has.
        private String label(int ends, Dictionary texts) {
            return sums.get(ends).entrySet().stream()
                    .min(Comparator.<Map.Entry<Integer, Sums>>comparingLong(part -> by.of(part.getValue())).reversed().thenComparing(part -> texts.text(part.getKey()), FlowGroups.TEXTS))
                    .map(part -> texts.text(part.getKey())).orElseThrow();
        }

        /// Null for the others.
        private static IpAddress address(List<Node> named, int node) {
            return node == named.size() ? null : IpAddress.parse(named.get(node).ip());
        }

        private static String ip(List<Node> named, int node) {
            return node == named.size() ? OTHERS : named.get(node).ip();
        }

        private Sums ofOthers() {
            Sums rest = new Sums();
            sums.keySet().stream().filter(ends -> ends / nodes == nodes - 1 || ends % nodes == nodes - 1).map(this::ofAllLabels).forEach(part -> rest.add(part.flows, part.packets, part.bytes));
            return rest;
        }
    }
}
