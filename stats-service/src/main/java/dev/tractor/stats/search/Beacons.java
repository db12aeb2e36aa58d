package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.query.TransportProtocols;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.IpAddress;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Who calls whom regularly (docs/reference/beacons.md).
///
/// @param pairs of a client and a service with enough contacts to tell
public record Beacons(long pairs, List<Beacon> beacons) {
    /// The most that one answer lists.
    public static final int TOP_LIMIT = 1_000;
    /// Fewer say nothing of a rhythm.
    static final int LEAST_CONTACTS = 5;
    /// Parts of the job's time in which flows are counted.
    static final int SLOTS = 60;
    /// Contacts of about so many flows are held at a time; for more flows the columns are gone through again.
    private static final int FLOWS_AT_A_TIME = 1 << 18;
    /// Flows are counted under at most so many hashes of their pairs.
    private static final int MOST_HASHES = 1 << 22;
    /// Of what is steady, so much counts whatever its bytes and its span are.
    private static final double OF_RHYTHM = 0.25;
    private static final double OF_BYTES = 0.25;
    private static final double OF_SPAN = 0.5;
    private static final int SCORE_DIGITS = 3;

    /// @param dstPort null for a protocol without ports
    /// @param dstCountry of the server; null where no database is configured
    /// @param label that most of the flows have
    /// @param intervalSeconds median of the time between contacts
    /// @param deviationSeconds median of how far the intervals are from it
    /// @param bytes median of a contact, both directions
    /// @param timeStart of the first contact
    /// @param timeEnd begin of the last contact
    /// @param activity flows that began in each sixtieth of the job's time
    public record Beacon(String srcIp, String srcName, String dstIp, String dstName, String dstCountry, Integer dstPort, String protocol, String label, long flows, long contacts, BigDecimal intervalSeconds,
            BigDecimal deviationSeconds, long bytes, long bytesDeviation, BigDecimal timeStart, BigDecimal timeEnd, BigDecimal intervalScore, BigDecimal bytesScore, BigDecimal spanScore, BigDecimal score,
            List<Integer> activity) {}

    /// A pair as it was measured. Times in nanoseconds.
    ///
    /// @param ends and `service` as [Pairs] has them
    record Call(long ends, int service, long flows, long contacts, long first, long last, Regularity intervals, Regularity bytes, double span) {
        double score() {
            return intervalScore() * (OF_RHYTHM + OF_BYTES * bytes.score() + OF_SPAN * span);
        }

        /// A few intervals are alike by chance.
        double intervalScore() {
            return intervals.score() * (1 - 1.0 / (contacts - 1));
        }
    }

    /// @param top the most that are listed
    public static Beacons of(Connection connection, JobFlows job, Query query, BeaconSort by, boolean descending, int top) throws SQLException {
        Search search = new Search(job, query);
        List<Call> greatest = search.greatest(by, descending, top);
        return new Beacons(search.measured, search.told(connection, greatest));
    }

    private static final class Search {
        private final JobFlows job;
        private final Query query;
        private final Interner addresses = new Interner();
        /// Of all found flows, once they were gone through.
        private Dictionary hosts;
        /// When flows begin at first and at last.
        private final long from;
        private final long to;
        /// By hash of the pair: pairs of few flows are not looked at again.
        private final int[] flowsByHash;
        private long measured;

        private Search(JobFlows job, Query query) {
            this.job = job;
            this.query = query;
            from = job.segments().stream().mapToLong(segment -> segment.numbers(Column.START).least()).min().orElse(0);
            to = job.segments().stream().mapToLong(segment -> segment.numbers(Column.START).greatest()).max().orElse(0);
            long found = job.segments().stream().mapToLong(segment -> job.found(segment, query).cardinality()).sum();
            flowsByHash = new int[(int) Math.min(MOST_HASHES, Math.max(1, Long.highestOneBit(found) << 1))];
            for (Segment segment : job.segments()) {
                BitSet rows = job.found(segment, query);
                if (!rows.isEmpty()) {
                    Pairs.Rows pairs = Pairs.Rows.of(segment);
                    for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
                        flowsByHash[pairs.hash(row) & flowsByHash.length - 1]++;
                    }
                }
            }
        }

        private List<Call> greatest(BeaconSort by, boolean descending, int top) {
            long promising = Arrays.stream(flowsByHash).filter(flows -> flows >= LEAST_CONTACTS).asLongStream().sum();
            int parts = Math.toIntExact(Math.ceilDiv(promising, FLOWS_AT_A_TIME));
            Comparator<Call> values = Comparator.comparingDouble(by::of);
            Comparator<Call> order = (descending ? values.reversed() : values).thenComparing(Comparator.comparingLong(Call::contacts).reversed())
                    .thenComparing(call -> address(Pairs.client(call.ends()))).thenComparing(call -> address(Pairs.server(call.ends()))).thenComparing(Call::service);
            PriorityQueue<Call> greatest = new PriorityQueue<>(order.reversed());
            for (int part = 0; part < parts; part++) {
                Contacts contacts = contacts(part, parts);
                hosts = addresses.dictionary();
                for (int pair = 0; pair < contacts.pairs.count(); pair++) {
                    if (contacts.count(pair) >= LEAST_CONTACTS) {
                        measured++;
                        greatest.add(measure(contacts, pair));
                        if (greatest.size() > top) {
                            greatest.remove();
                        }
                    }
                }
            }
            return greatest.stream().sorted(order).toList();
        }

        /// Of one part of the pairs.
        private Contacts contacts(int part, int parts) {
            Contacts contacts = new Contacts();
            for (Segment segment : job.segments()) {
                BitSet found = job.found(segment, query);
                if (found.isEmpty()) {
                    continue;
                }
                Pairs.Rows rows = Pairs.Rows.of(segment);
                Numbers begins = segment.numbers(Column.START);
                Numbers bytes = segment.numbers(Column.BYTES);
                for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
                    int hash = rows.hash(row);
                    if (isPromising(hash) && (int) (Integer.toUnsignedLong(hash) * parts >>> Integer.SIZE) == part) {
                        contacts.add(rows.ends(row, addresses), rows.service(row), begins.get(row), bytes.get(row));
                    }
                }
            }
            return contacts;
        }

        private boolean isPromising(int hash) {
            return flowsByHash[hash & flowsByHash.length - 1] >= LEAST_CONTACTS;
        }

        private Call measure(Contacts contacts, int pair) {
            long[] begins = contacts.begins(pair);
            long first = begins[0];
            long last = begins[begins.length - 1];
            long[] intervals = new long[begins.length - 1];
            for (int i = 0; i < intervals.length; i++) {
                intervals[i] = begins[i + 1] - begins[i];
            }
            Regularity interval = Regularity.of(intervals);
            double span = Math.min(1, (last - first + interval.median()) / Math.max(1, to - from));
            return new Call(contacts.pairs.ends(pair), contacts.pairs.service(pair), contacts.flows(pair), contacts.count(pair), first, last, interval, Regularity.of(contacts.bytes(pair)), span);
        }

        private IpAddress address(int code) {
            return IpAddress.of(hosts.bytes(code));
        }

        private List<Beacon> told(Connection connection, List<Call> calls) throws SQLException {
            List<String> hosts = calls.stream().flatMap(call -> List.of(Pairs.client(call.ends()), Pairs.server(call.ends())).stream()).distinct().map(code -> address(code).shortest()).toList();
            Map<String, HostNames.Named> named = HostNames.of(connection, job.tables(), hosts);
            Flows flows = new Flows(calls);
            Dictionary labels = flows.labels.dictionary();
            List<Beacon> told = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                Call call = calls.get(i);
                String client = address(Pairs.client(call.ends())).shortest();
                String server = address(Pairs.server(call.ends())).shortest();
                told.add(new Beacon(client, named.get(client).name(), server, named.get(server).name(), named.get(server).country(), Pairs.port(call.service()), TransportProtocols.name(Pairs.protocol(call.service())),
                        flows.label(i, labels), call.flows(), call.contacts(), seconds(call.intervals().median()), seconds(call.intervals().deviation()), Math.round(call.bytes().median()),
                        Math.round(call.bytes().deviation()), Times.seconds(call.first()), Times.seconds(call.last()), score(call.intervalScore()), score(call.bytes().score()), score(call.span()), score(call.score()),
                        flows.activity(i)));
            }
            return told;
        }

        private static BigDecimal seconds(double nanos) {
            return Times.seconds(Math.round(nanos));
        }

        private static BigDecimal score(double score) {
            return BigDecimal.valueOf(Math.round(score * Math.pow(10, SCORE_DIGITS)), SCORE_DIGITS);
        }

        /// What the flows of the pairs that are told say besides: their labels, and when they were.
        private final class Flows {
            private final Interner labels = new Interner();
            private final List<Map<Integer, Long>> flowsByLabel = new ArrayList<>();
            private final List<int[]> activity = new ArrayList<>();

            private Flows(List<Call> calls) {
                Pairs told = new Pairs();
                for (Call call : calls) {
                    told.number(call.ends(), call.service());
                    flowsByLabel.add(new HashMap<>());
                    activity.add(new int[SLOTS]);
                }
                if (!calls.isEmpty()) {
                    job.segments().forEach(segment -> add(segment, told));
                }
            }

            private void add(Segment segment, Pairs told) {
                BitSet found = job.found(segment, query);
                if (found.isEmpty()) {
                    return;
                }
                Pairs.Rows rows = Pairs.Rows.of(segment);
                Numbers begins = segment.numbers(Column.START);
                GroupField.Codes labelsOf = GroupField.LABEL.codes(segment, labels);
                for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
                    int pair = isPromising(rows.hash(row)) ? told.find(rows.ends(row, addresses), rows.service(row)) : Pairs.NONE;
                    if (pair != Pairs.NONE) {
                        flowsByLabel.get(pair).merge(labelsOf.of(row), 1L, Long::sum);
                        activity.get(pair)[(int) Math.min(SLOTS - 1, SLOTS * (begins.get(row) - from) / Math.max(1, to - from))]++;
                    }
                }
            }

            /// Of equal ones that with the least text.
            private String label(int pair, Dictionary texts) {
                return flowsByLabel.get(pair).entrySet().stream()
                        .min(Map.Entry.<Integer, Long>comparingByValue().reversed().thenComparing(part -> texts.text(part.getKey()), FlowGroups.TEXTS)).map(part -> texts.text(part.getKey())).orElseThrow();
            }

            private List<Integer> activity(int pair) {
                return Arrays.stream(activity.get(pair)).boxed().toList();
            }
        }
    }
}
