package dev.tractor.stats.store;

import dev.tractor.stats.columns.Coded;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.AutonomousSystem;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.geo.Place;
import dev.tractor.stats.geo.Places;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the flows of a job say about the hosts at their ends, as rows of table `host`. A flow from a host to itself counts once as its client's and once as its server's, and once among its flows.
///
/// One part of the addresses is summed up after another, by their hash, so that what is held does not grow with the capture.
final class HostSums {
    /// Of so many flows a part is expected to be.
    private static final int FLOWS_OF_A_PART = 250_000;
    private static final List<String> COLUMNS = List.of("ip", "flows", "flows_as_client", "flows_as_server", "packets", "bytes_sent", "bytes_received", "peers", "start_nanos", "end_nanos",
            "country", "country_name", "city", "as_number", "as_organization", "name");
    private static final int ROWS_AT_A_TIME = 5_000;
    private static final int USUAL_ROW_BYTES = 224;

    private final int part;
    private final int parts;
    private final Interner hosts = new Interner();
    private final Interner peers = new Interner();
    private final Interner domains = new Interner();
    /// By host, of each one a number; [#grow] makes room.
    private long[] flows = new long[1];
    private long[] asClient = new long[1];
    private long[] asServer = new long[1];
    private long[] packets = new long[1];
    private long[] sent = new long[1];
    private long[] received = new long[1];
    private long[] start = new long[1];
    private long[] end = new long[1];
    private final Pairs hostPeers = new Pairs();
    private final Pairs hostDomains = new Pairs();

    private HostSums(int part, int parts) {
        this.part = part;
        this.parts = parts;
    }

    /// Host and something that a flow ties to it, by their codes.
    private static final class Pairs {
        private long[] pairs = new long[1 << 10];
        private int length;

        private void add(int host, int other) {
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * length);
            }
            pairs[length++] = (long) host << Integer.SIZE | other;
        }

        private void sort() {
            Arrays.sort(pairs, 0, length);
        }

        private int host(int at) {
            return (int) (pairs[at] >>> Integer.SIZE);
        }

        private int other(int at) {
            return (int) pairs[at];
        }

        /// Behind those that are equal to the one at the place.
        private int next(int at) {
            int next = at + 1;
            while (next < length && pairs[next] == pairs[at]) {
                next++;
            }
            return next;
        }
    }

    /// Writes the rows of all hosts, within the caller's transaction.
    static void write(Connection connection, JobTables tables, JobFlows job, Places places) throws SQLException {
        int parts = 1 + job.segments().stream().mapToInt(Segment::rows).sum() / FLOWS_OF_A_PART;
        for (int part = 0; part < parts; part++) {
            HostSums sums = new HostSums(part, parts);
            job.segments().forEach(sums::add);
            sums.write(connection, BinaryCopy.into(tables.host(), COLUMNS), places);
        }
    }

    private void add(Segment segment) {
        Coded clients = segment.coded(Column.SRC_IP);
        Coded servers = segment.coded(Column.DST_IP);
        Coded domainsOf = segment.coded(Column.DOMAIN);
        Coded protocolsOf = segment.coded(Column.APPLICATION_PROTOCOL);
        boolean[] asksForNames = namesAskedFor(protocolsOf.dictionary());
        int[] clientHosts = hosts(clients.dictionary());
        int[] serverHosts = hosts(servers.dictionary());
        grow();
        int[] clientPeers = new int[clientHosts.length];
        int[] serverPeers = new int[serverHosts.length];
        int[] domainCodes = new int[domainsOf.dictionary().codes()];
        Numbers starts = segment.numbers(Column.START);
        Numbers ends = segment.end();
        Numbers packetsOf = segment.numbers(Column.PACKETS);
        Numbers forward = segment.numbers(Column.BYTES_FWD);
        Numbers backward = segment.bytesBackward();
        for (int row = 0; row < segment.rows(); row++) {
            int client = clientHosts[clients.code(row)];
            int server = serverHosts[servers.code(row)];
            if (client > 0) {
                count(client, packetsOf.get(row), starts.get(row), ends.get(row));
                asClient[client]++;
                sent[client] += forward.get(row);
                received[client] += backward.get(row);
                hostPeers.add(client, code(servers, row, serverPeers, peers));
            }
            if (server > 0) {
                if (server != client) {
                    count(server, packetsOf.get(row), starts.get(row), ends.get(row));
                }
                asServer[server]++;
                sent[server] += backward.get(row);
                received[server] += forward.get(row);
                hostPeers.add(server, code(clients, row, clientPeers, peers));
                if (domainsOf.code(row) > 0 && !asksForNames[protocolsOf.code(row)]) {
                    hostDomains.add(server, code(domainsOf, row, domainCodes, domains));
                }
            }
        }
    }

    /// By code, the protocols whose domain is what is asked about, not who is asked.
    private static boolean[] namesAskedFor(Dictionary protocols) {
        boolean[] asks = new boolean[protocols.codes()];
        for (int code = 1; code < asks.length; code++) {
            asks[code] = NameServices.PROTOCOLS.contains(protocols.text(code));
        }
        return asks;
    }

    /// Codes of the addresses of this part, 0 for others.
    private int[] hosts(Dictionary addresses) {
        int[] codes = new int[addresses.codes()];
        for (int code = 1; code < codes.length; code++) {
            byte[] address = addresses.bytes(code);
            codes[code] = Math.floorMod(Arrays.hashCode(address), parts) == part ? hosts.code(address) : 0;
        }
        return codes;
    }

    /// @param known by the codes of the column, 0 for what has not been met
    private static int code(Coded column, int row, int[] known, Interner shared) {
        int own = column.code(row);
        if (known[own] == 0) {
            known[own] = shared.code(column.dictionary().bytes(own));
        }
        return known[own];
    }

    private void grow() {
        int known = flows.length;
        int codes = hosts.codes();
        flows = Arrays.copyOf(flows, codes);
        asClient = Arrays.copyOf(asClient, codes);
        asServer = Arrays.copyOf(asServer, codes);
        packets = Arrays.copyOf(packets, codes);
        sent = Arrays.copyOf(sent, codes);
        received = Arrays.copyOf(received, codes);
        start = Arrays.copyOf(start, codes);
        end = Arrays.copyOf(end, codes);
        Arrays.fill(start, known, codes, Long.MAX_VALUE);
        Arrays.fill(end, known, codes, Long.MIN_VALUE);
    }

    private void count(int host, long itsPackets, long itsStart, long itsEnd) {
        flows[host]++;
        packets[host] += itsPackets;
        start[host] = Math.min(start[host], itsStart);
        end[host] = Math.max(end[host], itsEnd);
    }

    /// How many different ones each host has.
    private long[] peerCounts() {
        long[] counts = new long[flows.length];
        hostPeers.sort();
        for (int at = 0; at < hostPeers.length; at = hostPeers.next(at)) {
            counts[hostPeers.host(at)]++;
        }
        return counts;
    }

    /// The domain by which most flows address each host, of equal ones that with the least bytes; 0 for none.
    private int[] names(Dictionary texts) {
        int[] names = new int[flows.length];
        int[] most = new int[flows.length];
        hostDomains.sort();
        for (int at = 0, next; at < hostDomains.length; at = next) {
            next = hostDomains.next(at);
            int host = hostDomains.host(at);
            int domain = hostDomains.other(at);
            boolean isLess = next - at == most[host] && Arrays.compareUnsigned(texts.bytes(domain), texts.bytes(names[host])) < 0;
            if (next - at > most[host] || isLess) {
                most[host] = next - at;
                names[host] = domain;
            }
        }
        return names;
    }

    private void write(Connection connection, String into, Places places) throws SQLException {
        Dictionary addresses = hosts.dictionary();
        Dictionary texts = domains.dictionary();
        long[] peerCounts = peerCounts();
        int[] names = names(texts);
        for (int first = 1; first < flows.length; first += ROWS_AT_A_TIME) {
            BinaryCopy rows = new BinaryCopy(ROWS_AT_A_TIME * USUAL_ROW_BYTES);
            for (int host = first; host < Math.min(flows.length, first + ROWS_AT_A_TIME); host++) {
                byte[] address = addresses.bytes(host);
                rows.row(COLUMNS.size()).inet(address).bigint(flows[host]).bigint(asClient[host]).bigint(asServer[host]).bigint(packets[host]).bigint(sent[host]).bigint(received[host])
                        .bigint(peerCounts[host]).bigint(start[host]).bigint(end[host]);
                place(rows, IpAddress.of(address), places);
                if (names[host] == 0) {
                    rows.nul();
                } else {
                    rows.text(texts.text(names[host]));
                }
            }
            rows.end().send(connection, into);
        }
    }

    private static void place(BinaryCopy rows, IpAddress ip, Places places) {
        Place place = places.place(ip);
        rows.text(place.code()).text(place.country()).text(place.city());
        Optional<AutonomousSystem> network = places.network(ip);
        if (network.isPresent()) {
            String organization = network.get().organization();
            rows.bigint(network.get().number()).textOrNull(organization == null ? "" : organization);
        } else {
            rows.nul().nul();
        }
    }
}
