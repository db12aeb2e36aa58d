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
    record Rows(GroupField.Codes clients, GroupField.Codes servers, Coded ports, int[] portOf, Coded protocols, int[] protocolOf) {
        /// @param addresses gives the codes of the hosts
        static Rows of(Segment segment, Interner addresses) {
            Coded ports = segment.coded(Column.DST_PORT);
            Coded protocols = segment.coded(Column.PROTOCOL);
            return new Rows(GroupField.SRC_IP.codes(segment, addresses), GroupField.DST_IP.codes(segment, addresses), ports, numbers(ports.dictionary()), protocols, numbers(protocols.dictionary()));
        }

        private static int[] numbers(Dictionary values) {
            int[] numbers = new int[values.codes()];
            for (int code = 1; code < numbers.length; code++) {
                numbers[code] = (int) values.number(code);
            }
            return numbers;
        }

        long ends(int row) {
            return (long) clients.of(row) << Integer.SIZE | servers.of(row);
        }

        int service(int row) {
            int protocol = protocolOf[protocols.code(row)];
            return protocol << PORT_BITS | (TransportProtocols.hasPorts(protocol) ? portOf[ports.code(row)] : 0);
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

    /// One of so many parts, each of about as many pairs.
    static int part(long ends, int service, int parts) {
        return (int) (Integer.toUnsignedLong(hash(ends, service)) * parts >>> Integer.SIZE);
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
