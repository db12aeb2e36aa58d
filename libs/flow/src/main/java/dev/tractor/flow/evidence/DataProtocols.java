package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.range;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Databases, message queues, storage and the protocols between programs of one data centre.
final class DataProtocols {
    private static final int LINE = 200;
    private static final Set<Long> MONGODB_OPERATIONS = Set.of(1L, 2001L, 2002L, 2004L, 2005L, 2006L, 2007L, 2010L, 2011L, 2012L, 2013L);
    private static final int MONGODB_MAX_BYTES = 48_000_000;
    private static final Set<Integer> TDS_TYPES = Set.of(0x01, 0x02, 0x03, 0x04, 0x06, 0x07, 0x0E, 0x10, 0x11, 0x12);
    private static final int LAST_KAFKA_REQUEST = 92;
    private static final int MAX_KAFKA_CLIENT = 120;

    /// Dispatchers and message servers of the instances 00 to 99, and the first gateways: others would have the ports of databases.
    private static final int[] SAP_PORTS = IntStream.concat(IntStream.concat(IntStream.rangeClosed(3_200, 3_299), IntStream.rangeClosed(3_300, 3_305)), IntStream.rangeClosed(3_600, 3_699)).toArray();
    private static final int MAX_THRIFT_NAME = 128;
    private static final int MAX_FRAME = 1 << 20;
    /// What stores has a key and three numbers; what a server finds has its key and two.
    private static final Pattern MEMCACHED = Pattern.compile("(set|add|replace|append|prepend|cas) \\S{1,250} \\d{1,10} -?\\d{1,10} \\d{1,8}( \\d+)?( noreply)?|VALUE \\S{1,250} \\d{1,10} \\d{1,8}( \\d+)?");

    private DataProtocols() {}

    static final List<Entry> TABLE = List.of(
            tcp(new MySqlRecogniser(), ""),
            tcp(new PostgreSqlRecogniser(), bytes(0)),
            tcp("postgresql", "RSNE", p -> p.u32(1) <= p.length() - 1 && p.u32(1) >= 4 || p.length() == 1, 5432),
            tcp("redis", "*", p -> p.u8(1) >= '1' && p.u8(1) <= '9' && p.is(p.indexOf('\r', 2, 8), "\r\n$")),
            // What only its server says, and the bus of a cluster: a mark, the message's length, version 1.
            tcp("redis", "+-", p -> p.startsWith("+PONG\r\n") || p.startsWith("-NOAUTH ") || p.startsWith("-WRONGPASS ") || p.startsWith("-LOADING Redis ") || p.startsWith("-ERR unknown command ")
                    || p.startsWith("-ERR wrong number of arguments for ")),
            tcp("redis", "R", p -> p.is(0, "RCmb") && p.u32(4) >= 256 && p.u16(8) == 1),
            tcp("redis", "*+$-:", p -> p.indexOf('\r', 1, LINE) > 0, 6379),
            tcp("mongodb", "", p -> p.length() >= 16 && p.u32le(0) == p.length() && MONGODB_OPERATIONS.contains(p.u32le(12)) && p.u32le(12) > 1),
            tcp("mongodb", "", p -> p.u32le(0) >= 16 && p.u32le(0) <= MONGODB_MAX_BYTES && MONGODB_OPERATIONS.contains(p.u32le(12)), 27017, 27018, 27019),
            tcp("cassandra", bytes(3, 4, 5, 0x83, 0x84, 0x85), p -> p.u8(1) <= 0x1F && p.u8(4) <= 0x10 && p.u32(5) == p.length() - 9 && (p.port(9042) || p.contains("CQL_VERSION", 64))),
            tcp("mssql", range(1, 0x12), p -> TDS_TYPES.contains(p.u8(0)) && p.u8(1) <= 0x0F && p.u16(2) >= 8 && p.u16(2) <= p.length() && p.u8(7) == 0, 1433),
            tcp("mssql", bytes(0x12), p -> p.u8(1) == 1 && p.u16(2) == p.length() && p.u8(7) == 0 && p.u16(8) == 0 && p.u8(13) == 1 && p.length() >= 30),
            // TDS 5.0 of Sybase: a packet of 512 bytes of a login, in which fields of 30 bytes end with how much of them is used.
            tcp("mssql", bytes(2), p -> p.u32(0) == 0x02000200L && p.u32(4) == 0 && p.length() >= 512 && p.u8(38) <= 30 && p.u8(69) <= 30 && p.u8(100) <= 30),
            udp("mssql", range(2, 5), p -> p.u8(0) <= 4 || p.u16le(1) == p.length() - 3, 1434),
            tcp("oracle", bytes(0, 1, 2), p -> p.u16(2) == 0 && p.u16(0) == p.length() && (p.contains("(DESCRIPTION=", p.length()) || p.contains("(CONNECT_DATA=", p.length()))),
            tcp("oracle", "", p -> p.u16(0) == p.length() && p.u16(2) == 0 && p.u8(4) >= 1 && p.u8(4) <= 14 && p.u8(5) == 0, 1521),
            tcp("couchbase", bytes(0x80, 0x81), p -> p.length() >= 24 && p.u32(8) == p.length() - 24, 11207, 11210),
            tcp("memcached", "gsadivVS", p -> memcachedCommand(p, 0), 11211),
            tcp("memcached", "sarpcVm", p -> beginsAsMemcached(p) && MEMCACHED.matcher(p.line(LINE)).matches() || p.startsWith("mn\r\n")),
            tcp("memcached", "SM", p -> !p.fromClient() && (p.startsWith("STORED\r\n") || p.startsWith("STAT pid ") || p.startsWith("MN\r\n"))),
            tcp("memcached", bytes(0x80, 0x81), p -> p.u8(1) <= 0x3F && p.length() >= 24 && p.u32(8) == p.length() - 24),
            udp("memcached", "", p -> p.u16(2) < p.u16(4) && p.u16(6) == 0 && p.is(p.length() - 2, "\r\n") && memcachedCommand(p, 8)),
            udp("memcached", "", p -> p.u16(4) >= 1 && p.u16(6) == 0 && (memcachedCommand(p, 8) || p.is(8, "VALUE ") || p.is(8, "STAT ")), 11211),
            tcp("kafka", bytes(0), DataProtocols::kafka),
            tcp("kafka", bytes(0), p -> p.u32(0) == p.length() - 4 && p.length() >= 8, 9092, 9093, 9094),
            tcp("amqp", "A", p -> p.startsWith("AMQP") && p.u8(4) <= 3),
            tcp("amqp", bytes(1, 2, 3, 8), p -> p.u32(3) + 8 <= p.length() && p.u8((int) p.u32(3) + 7) == 0xCE, 5672),
            tcp(new MqttRecogniser(), range(0x10, 0xFF)),
            tcp("nats", "ICP", p -> p.startsWith("INFO {") || p.startsWith("CONNECT {") || p.port(4222) && (p.startsWith("PING\r\n") || p.startsWith("PONG\r\n"))),
            tcp("stomp", "CS", p -> p.startsWith("CONNECT\n") || p.startsWith("CONNECTED\n") || p.startsWith("STOMP\n")),
            tcp("zookeeper", "", p -> p.startsWith("ruok") || p.startsWith("mntr") || p.startsWith("srvr") || p.startsWith("stat") || p.u32(0) == p.length() - 4 && p.u32(4) == 0 && p.length() >= 44, 2181),
            // ConnectRequest: version 0, last transaction, timeout, session, a password of 16 bytes.
            tcp("zookeeper", bytes(0), p -> p.u32(0) == p.length() - 4 && (p.length() == 48 || p.length() == 49) && p.u32(4) == 0 && p.u32(28) == 16),
            tcp("zookeeper", "iZ", p -> !p.fromClient() && (p.startsWith("imok") && p.length() == 4 || p.startsWith("Zookeeper version: "))),
            tcp("elasticsearch", "E", p -> p.u8(1) == 'S' && p.u32(2) == p.length() - 6),
            tcp("elasticsearch", "E", p -> p.u8(1) == 'S' && p.u32(2) > 0, 9300),
            tcp("clickhouse", bytes(0), p -> p.contains("ClickHouse", 24)),
            tcp("db2", "", p -> p.u8(2) == 0xD0 && p.u16(0) <= p.length() && p.u16(6) == p.u16(0) - 6),
            tcp("hazelcast", "HC", p -> p.startsWith("HZC") || p.startsWith("CB2") || p.startsWith("CP2"), 5701),
            // Its clients' protocol: a mark, then a frame with its length, of which the first begins a message.
            tcp("hazelcast", "C", p -> p.startsWith("CP2") && p.u32le(3) >= 22 && p.u32le(3) < MAX_FRAME && (p.u8(8) & 0xC0) != 0),
            tcp("activemq", "", p -> p.is(5, "ActiveMQ")),
            tcp("fix", "8", p -> p.startsWith("8=FIX")),
            tcp("hl7", bytes(0x0B), p -> p.is(1, "MSH|") || p.is(1, "FHS|") || p.is(1, "BHS|")),
            tcp("fastcgi", bytes(1), p -> p.u8(1) == 1 && p.u16(4) == 8 && p.u8(8) == 0 && p.u8(9) >= 1 && p.u8(9) <= 3 && p.u8(7) == 0),
            tcp("ajp", bytes(0x12), p -> p.u8(1) == 0x34 && p.u16(2) == p.length() - 4),
            tcp("ajp", "A", p -> p.u8(1) == 'B' && p.u16(2) <= p.length() - 4 && p.u8(4) >= 3 && p.u8(4) <= 9),
            tcp(new HaproxyRecogniser(), "P\r"),
            tcp("corba", "GIOP"),
            udp("corba", "MIOP"),
            // The handshake of canonical/raft: version, identifier, length of the address, each of eight bytes; the address.
            tcp("raft", bytes(1), p -> p.u32le(0) == 1 && p.u32(4) == 0 && p.u32(12) == 0 && p.u32le(16) >= 8 && p.u32le(16) <= 64 && p.u32(20) == 0 && p.indexOf(':', 24, 24 + (int) p.u32le(16)) > 0),
            tcp("java-rmi", "JRMI"),
            tcp("mining", "{", p -> p.contains("\"mining.", LINE) || p.contains("\"eth_submitLogin\"", LINE) || p.contains("\"eth_getWork\"", LINE) || p.contains("\"method\"", LINE) && p.contains("\"login\"", LINE) && p.contains("\"agent\"", 512)),
            both("json-rpc", "{", p -> p.contains("\"jsonrpc\"", LINE)),
            // H2's server: the oldest and the newest version of its protocol, then texts with their lengths in characters, of which one is the address.
            tcp("h2-database", bytes(0), p -> p.u32(0) >= 6 && p.u32(0) <= p.u32(4) && p.u32(4) <= 99 && p.contains("\0j\0d\0b\0c\0:\0h\0002\0:", LINE)),
            // HSQLDB: its network version as a negative number of six or seven decimal digits, then CONNECT with its length.
            tcp("hsqldb", bytes(0xFF), p -> (int) p.u32(0) <= -1_000_000 && (int) p.u32(0) >= -9_999_999 && p.u8(4) == 0x1F && p.u32(5) >= 12 && p.u32(5) < MAX_FRAME),
            // The handshake: zeros, 4, and the number 2012.
            tcp("xrootd", bytes(0), p -> p.u32(0) == 0 && p.u32(4) == 0 && p.u32(8) == 0 && p.u32(12) == 4 && p.u32(16) == 2012),
            // 9P2000: Tversion with its length, no tag, and the version's name.
            tcp("9p", "", p -> p.u32le(0) == p.length() && p.u8(4) == 100 && p.u16(5) == 0xFFFF && p.is(13, "9P2000")),
            // A mark of four letters, version, length of the sender's address.
            tcp("jgroups", "bela", p -> p.is(0, "bela") && p.u16(6) >= 7 && p.u16(6) <= p.length() - 8),
            tcp("ceph", "ceph v"),
            tcp("nsq", "  V2"),
            // What a server of MonetDB begins with: a block's length, a challenge, what it is.
            tcp("monetdb", "", p -> !p.fromClient() && p.u16le(0) >> 1 == p.length() - 2 && (p.contains(":mserver:", LINE) || p.contains(":merovingian:", LINE))),
            // NVM Express TCP transport 1.0, 3.6.2.2 and 3.6.2.3: a connection is initialised by 128 bytes, version 0.
            tcp("nvme-tcp", bytes(0, 1), p -> p.u8(1) == 0 && p.u8(2) == 128 && p.u8(3) == 0 && p.u32le(4) == 128 && p.u16(8) == 0),
            // NDMP 4: a record, number, time, a request; CONNECTED or OPEN.
            tcp("ndmp", bytes(0x80), p -> (p.u32(0) & 0x7FFF_FFFFL) == p.length() - 4 && p.u32(12) == 0 && (p.u32(16) == 0x502 || p.u32(16) == 0x900) && p.u32(20) == 0),
            // NetWare Core Protocol over TCP: its signature and the length of all.
            tcp("ncp", "D", p -> p.is(0, "DmdT") && p.u32(4) == p.length()),
            // What only its server says: logged in, or how to; then what it is set to.
            tcp("postgresql", "R", p -> !p.fromClient() && p.u32(1) == 8 && p.u32(5) == 0 && p.u8(9) == 'S' && p.u32(10) >= 6 && p.u32(10) < LINE && p.isPrintable(14, p.indexOf(0, 14, LINE))),
            tcp("postgresql", "R", p -> !p.fromClient() && p.u32(1) == p.length() - 1 && p.u32(5) == 10 && p.is(9, "SCRAM-SHA-256")),
            // Interactive Brokers' API: a mark, and the versions that the client knows.
            tcp("interactive-brokers", "A", p -> p.is(0, "API\0") && p.u32(4) == p.length() - 8 && p.u8(8) == 'v'),
            tcp("lustre", "", p -> p.u32le(0) == 0xACCE7100L || p.u32(0) == 0xACCE7100L || p.u32le(0) == 0xEEBC0DEDL || p.u32(0) == 0xEEBC0DEDL),
            tcp("smb", bytes(0), p -> (p.is(4, "\u00FFSMB") || p.is(4, "\u00FESMB") || p.is(4, "\u00FDSMB"))),
            tcp("iscsi", bytes(0x03, 0x43, 0x23), p -> p.length() >= 48 && p.u24(5) <= p.length(), 3260),
            tcp("afp", bytes(0, 1), p -> p.u8(1) >= 1 && p.u8(1) <= 8 && p.u32(12) == 0 && p.length() >= 16, 548),
            udp("uftp", range(0x10, 0x60), p -> p.length() >= 16 && p.u8(1) >= 1 && p.u8(1) <= 12, 1044),
            tcp("z39-50", bytes(0xB4, 0xB5), p -> Ber.end(p, 0) == p.length() && (p.u8(Ber.content(p, 0)) == 0x82 || p.u8(Ber.content(p, 0)) == 0x83)),
            // ZMTP, the greeting: a signature of ten bytes.
            tcp("zeromq", bytes(0xFF), p -> p.u8(9) == 0x7F && p.u32(1) == 0 && p.u32(5) >= 0),
            tcp("thrift", bytes(0x80, 0x82), p -> thrift(p, 0)),
            tcp("thrift", bytes(0), p -> p.u32(0) == p.length() - 4 && thrift(p, 4)),
            udp("thrift", bytes(0x80, 0x82), p -> thrift(p, 0)),
            tcp("gearman", bytes(0), p -> (p.is(1, "REQ") || p.is(1, "RES")) && p.u32(4) >= 1 && p.u32(4) <= 44),
            // SMPP 3.4, 3.2: length, operation, status, number; a flow begins with a bind.
            tcp("smpp", bytes(0), p -> p.u32(0) == p.length() && p.length() >= 18 && (p.u32(4) == 1 || p.u32(4) == 2 || p.u32(4) == 9) && p.u32(8) == 0 && p.u32(12) >= 1),
            tcp("smpp", bytes(0), p -> p.u32(0) >= 16 && p.u32(0) <= p.length() && (p.u32(4) & 0x7FFF_FE00L) == 0, 2775),
            tcp("sap", bytes(0), p -> p.u32(0) == p.length() - 4 && (p.is(4, "NI_ROUTE\0") || p.is(4, "NI_PING\0"))),
            tcp("sap", bytes(0), p -> p.u32(0) == p.length() - 4 && p.length() > 4, SAP_PORTS),
            tcp("bolt", bytes(0x60), p -> p.u32(0) == 0x6060B017L),
            // A frame of two lengths; the command's type, CONNECT or CONNECTED.
            tcp("pulsar", bytes(0), p -> p.u32(0) == p.length() - 4 && p.u32(4) == p.length() - 8 && p.u8(8) == 8 && (p.u8(9) == 2 || p.u8(9) == 3)),
            tcp("rocketmq", bytes(0), p -> p.u32(0) == p.length() - 4 && p.u8(4) <= 1 && p.u24(5) < p.length() && (p.is(8, "{\"code\":") || p.u8(8) == '{' && p.contains("\"language\"", LINE))),
            // op_connect for op_attach, version 2 or 3.
            tcp("firebird", bytes(0), p -> p.u32(0) == 1 && p.u32(4) == 19 && (p.u32(8) == 2 || p.u32(8) == 3)),
            tcp("sap-hana", bytes(0xFF), p -> p.length() == 14 && p.u32(0) == 0xFFFFFFFFL && p.u8(4) == 4),
            tcp("informix", "s", p -> p.is(0, "sq") && p.contains("sqlexec", 64)),
            tcp("tarantool", "Tarantool "),
            // The numbers of protocol versions 0.4 and 1.0.
            tcp("rethinkdb", bytes(0x20, 0xC3), p -> p.u32le(0) == 0x400C2D20L || p.u32le(0) == 0x34C2BDC3L),
            tcp("arangodb", "V", p -> p.startsWith("VST/1.0\r\n\r\n") || p.startsWith("VST/1.1\r\n\r\n")),
            tcp("aerospike", bytes(2), p -> p.u8(1) >= 1 && p.u8(1) <= 4 && p.u16(2) == 0 && p.u32(4) == p.length() - 8),
            // The SASL transport: START, length of the mechanism's name.
            tcp("thrift", bytes(1), p -> p.u32(1) <= 10 && (p.is(5, "PLAIN") || p.is(5, "GSSAPI") || p.is(5, "DIGEST-MD5"))),
            tcp("hdfs", "h", p -> p.is(0, "hrpc") && p.u8(4) >= 7 && p.u8(4) <= 9),
            tcp("hbase", "H", p -> p.is(0, "HBas") && p.u8(4) == 0),
            tcp("nbd", "NBDMAGIC"),
            tcp("drbd", bytes(0x83, 0x86), p -> p.u32(0) == 0x83740267L || p.u32(0) == 0x8620EC20L),
            tcp("iscsi", bytes(0x03, 0x43), p -> p.u24(5) <= p.length() && p.length() >= 48 && p.contains("InitiatorName=iqn.", p.length())));

    /// Thrift's strict binary protocol (0x8001, kind, length of the name) and its compact one (0x82, kind and version, number, length of the name).
    private static boolean thrift(Payload p, int at) {
        if (p.u24(at) == 0x80_0100 && p.u8(at + 3) >= 1 && p.u8(at + 3) <= 4) {
            int name = (int) Math.min(p.u32(at + 4), MAX_THRIFT_NAME + 1);
            return name >= 1 && name <= MAX_THRIFT_NAME && p.isPrintable(at + 8, at + 8 + name);
        }
        int number = at + 2;
        while (p.u8(number) >= 0x80 && number < at + 7) {
            number++;
        }
        int name = p.u8(number + 1);
        int kind = p.u8(at + 1);
        return p.u8(at) == 0x82 && (kind & 0x1F) == 1 && kind >> 5 >= 1 && kind >> 5 <= 4 && name >= 1 && name <= MAX_THRIFT_NAME && p.isPrintable(number + 2, number + 2 + name);
    }

    /// Before the whole line is looked at.
    private static boolean beginsAsMemcached(Payload p) {
        return p.is(0, "set ") || p.is(0, "add ") || p.is(0, "replace ") || p.is(0, "append ") || p.is(0, "prepend ") || p.is(0, "cas ") || p.is(0, "VALUE ");
    }

    private static boolean memcachedCommand(Payload p, int at) {
        return p.is(at, "get ") || p.is(at, "gets ") || p.is(at, "set ") || p.is(at, "add ") || p.is(at, "delete ") || p.is(at, "incr ") || p.is(at, "stats") || p.is(at, "version");
    }

    /// Kafka protocol guide: length, API key and version, correlation, and the client's name in printable characters.
    private static boolean kafka(Payload p) {
        int name = p.u16(12);
        if (p.u32(0) != p.length() - 4 || p.u16(4) > LAST_KAFKA_REQUEST || p.u16(6) > 20 || name < 1 || name > MAX_KAFKA_CLIENT || 14 + name > p.length()) {
            return false;
        }
        for (int at = 14; at < 14 + name; at++) {
            if (p.u8(at) <= ' ' || p.u8(at) > '~') {
                return false;
            }
        }
        return true;
    }
}
