package dev.tractor.stats.search;

import dev.tractor.query.TransportProtocols;
import dev.tractor.stats.columns.Coded;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.Segment;
import java.util.Arrays;

/// Numbers pairs of a client and a service, which is a server with protocol and port, counting from 0.
final class Pairs {
    static final int NONE = -1;
    private static final int INITIAL = 1 << 10;
    private static final int PORT_BITS = 16;
    private static final int PORT_MASK = (1 << PORT_BITS) - 1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /// Numbers and one more by the hash of the pair, in a row where that is taken; 0 is free. Never more than half full.
    private int[] table = new int[2 * INITIAL];
    private long[] ends = new long[INITIAL];
    private int[] services = new int[INITIAL];
    private int count;

    /// What the rows of a segment say of their pair.
    static final class Rows {
        private final Side clients;
        private final Side servers;
        private final long[] ports;
        private final int[] portOf;
        private final long[] protocols;
        private final int[] protocolOf;

        private Rows(Segment segment) {
            clients = new Side(segment.coded(Column.SRC_IP), segment.rows());
            servers = new Side(segment.coded(Column.DST_IP), segment.rows());
            ports = codes(segment.coded(Column.DST_PORT), segment.rows());
            portOf = numbers(segment.coded(Column.DST_PORT).dictionary());
            protocols = codes(segment.coded(Column.PROTOCOL), segment.rows());
            protocolOf = numbers(segment.coded(Column.PROTOCOL).dictionary());
        }

        static Rows of(Segment segment) {
            return new Rows(segment);
        }

        /// The same for equal pairs in every segment, and seldom for others.
        int hash(int row) {
            return Pairs.hash((long) clients.hash(row) << Integer.SIZE | Integer.toUnsignedLong(servers.hash(row)), service(row));
        }

        /// @param addresses gives the codes of the hosts
        long ends(int row, Interner addresses) {
            return (long) clients.code(row, addresses) << Integer.SIZE | servers.code(row, addresses);
        }

        int service(int row) {
            int protocol = protocolOf[(int) protocols[row]];
            return protocol << PORT_BITS | (TransportProtocols.hasPorts(protocol) ? portOf[(int) ports[row]] : 0);
        }

        private static long[] codes(Coded column, int rows) {
            long[] codes = new long[rows];
            column.codes().read(0, rows, codes);
            return codes;
        }

        private static int[] numbers(Dictionary values) {
            int[] numbers = new int[values.codes()];
            for (int code = 1; code < numbers.length; code++) {
                numbers[code] = (int) values.number(code);
            }
            return numbers;
        }
    }

    /// The hosts at one end of a segment's rows. An address gets its code when that is asked for.
    private static final class Side {
        private final long[] codes;
        private final Dictionary values;
        private final int[] hashes;
        private final int[] shared;

        private Side(Coded column, int rows) {
            codes = Rows.codes(column, rows);
            values = column.dictionary();
            hashes = new int[values.codes()];
            shared = new int[values.codes()];
            for (int code = 1; code < hashes.length; code++) {
                int place = code;
                values.give(code, (bytes, from, to) -> {
                    int hash = to - from;
                    for (int i = from; i < to; i++) {
                        hash = 31 * hash + bytes[i];
                    }
                    hashes[place] = hash;
                });
            }
        }

        private int hash(int row) {
            return hashes[(int) codes[row]];
        }

        private int code(int row, Interner addresses) {
            int code = (int) codes[row];
            if (shared[code] == 0) {
                values.give(code, (bytes, from, to) -> shared[code] = addresses.code(bytes, from, to - from));
            }
            return shared[code];
        }
    }

    static int client(long ends) {
        return (int) (ends >>> Integer.SIZE);
    }

    static int server(long ends) {
        return (int) ends;
    }

    static int protocol(int service) {
        return service >>> PORT_BITS;
    }

    /// @return null for a protocol without ports
    static Integer port(int service) {
        return TransportProtocols.hasPorts(protocol(service)) ? service & PORT_MASK : null;
    }

    private static int hash(long ends, int service) {
        long mixed = (ends ^ Integer.toUnsignedLong(service) * SPREAD) * SPREAD;
        return (int) ((mixed ^ mixed >>> Integer.SIZE) * SPREAD >>> Integer.SIZE);
    }

    int count() {
        return count;
    }

    long ends(int pair) {
        return ends[pair];
    }

    int service(int pair) {
        return services[pair];
    }

    /// @return [#NONE] for a pair without a number
    int find(long itsEnds, int service) {
        return table[place(itsEnds, service)] - 1;
    }

    /// Gives a new pair the next number.
    int number(long itsEnds, int service) {
        int place = place(itsEnds, service);
        if (table[place] == 0) {
            if (count == ends.length) {
                grow();
                place = place(itsEnds, service);
            }
            ends[count] = itsEnds;
            services[count] = service;
            table[place] = ++count;
        }
        return table[place] - 1;
    }

    private int place(long itsEnds, int service) {
        int place = hash(itsEnds, service) & table.length - 1;
        while (table[place] != 0 && (ends[table[place] - 1] != itsEnds || services[table[place] - 1] != service)) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private void grow() {
        ends = Arrays.copyOf(ends, 2 * count);
        services = Arrays.copyOf(services, 2 * count);
        table = new int[4 * count];
        for (int pair = 0; pair < count; pair++) {
            table[place(ends[pair], services[pair])] = pair + 1;
        }
    }
}
