package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.range;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.List;

/// What those use who run machines: logs, metrics, backup, printing, builds, debuggers, waking.
final class OperationsProtocols {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    private static final String STATSD_KINDS = "cgmhsd";
    private static final int LINE = 128;
    private static final int AGENTX_HEADER = 20;
    private static final int LAST_AGENTX_TYPE = 18;
    private static final int LAST_ICP_OPERATION = 23;
    /// A GELF message has at most so many chunks.
    private static final int MAX_GELF_CHUNKS = 128;
    /// Events of one window of Lumberjack.
    private static final int MAX_WINDOW = 65_536;
    /// Six bytes, and the hardware address sixteen times.
    private static final int MAGIC_PACKET = 102;

    private static final int MICROSECONDS = 1_000_000;
    private static final int MAX_IPERF_THREADS = 128;
    private static final int MAX_SOCKPERF_FLAGS = 0x3F;
    private static final int MAX_TAG = 128;

    private OperationsProtocols() {}

    static final List<Entry> TABLE = List.of(
            udp("wake-on-lan", bytes(0xFF), p -> p.length() >= MAGIC_PACKET && p.u32(0) == 0xFFFFFFFFL && p.u16(4) == 0xFFFF && p.u32(6) == p.u32(12) && p.u16(10) == p.u16(16) && p.u32(6) == p.u32(96) && p.u32(6) != 0xFFFFFFFFL),
            udp("statsd", LETTERS, OperationsProtocols::statsd),
            udp("gelf", bytes(0x1E), p -> p.u8(1) == 0x0F && p.u8(10) < p.u8(11) && p.u8(11) >= 2 && p.u8(11) <= MAX_GELF_CHUNKS),
            // Lumberjack 2: a window, then frames of it.
            tcp("beats", "2", p -> p.u8(1) == 'W' && p.u32(2) >= 1 && p.u32(2) <= MAX_WINDOW && (p.length() == 6 || p.u8(6) == '2' && (p.u8(7) == 'C' || p.u8(7) == 'J' || p.u8(7) == 'D'))),
            tcp("splunk", "--splunk-cooked-mode"),
            // RFC 2741, 6.1: version 1, type, flags that say the byte order, length of what follows the header.
            tcp("agentx", bytes(1), p -> p.u8(1) >= 1 && p.u8(1) <= LAST_AGENTX_TYPE && p.u8(3) == 0 && p.u8(2) <= 0x1F && ((p.u8(2) & 0x10) != 0 ? p.u32(16) : p.u32le(16)) == p.length() - AGENTX_HEADER),
            // iperf 3 opens a stream of datagrams so, and is answered so; each has four bytes.
            udp("iperf", "69", p -> p.length() == 4 && (p.is(0, "9876") || p.is(0, "6789"))),
            // iperf 2 tells its server what to do: flags, threads, the server's port; over UDP behind a datagram's number and time.
            tcp("iperf", "", p -> p.fromClient() && iperf2(p, 0)),
            udp("iperf", bytes(0), p -> p.fromClient() && p.u32(0) <= 1 && p.u32(8) < MICROSECONDS && iperf2(p, 16)),
            // A message's number, flags, length of all.
            both("sockperf", bytes(0), p -> p.u32(0) == 0 && p.u16(8) <= MAX_SOCKPERF_FLAGS && p.u32(10) == p.length() && p.length() >= 14),
            // Fluentd's forward protocol, version 1: an array of a tag and a time with a record, or with many of them.
            tcp("fluentd", bytes(0x92, 0x93, 0x94), OperationsProtocols::fluentd),
            // SANE standard, 5.2.1: INIT, version 1 with build 3, the user's name with its length.
            tcp("sane", bytes(0), p -> p.u32(0) == 0 && p.u8(4) == 1 && p.u16(6) == 3 && p.u32(8) == p.length() - 12),
            tcp("qmp", "{\"QMP\": {\"version\":"),
            // RFC 2186, 2: operation, version 2, length.
            udp("icp", range(1, LAST_ICP_OPERATION), p -> p.u8(1) == 2 && p.u16(2) == p.length() && p.length() >= 20, 3130),
            tcp("bacula", bytes(0), p -> p.u32(0) == p.length() - 4 && p.is(4, "Hello "), 9101, 9102, 9103),
            udp("amanda", "Amanda "),
            tcp("jetdirect", "\u001B%-12345X"),
            tcp("jetdirect", "%!PS-Adobe-"),
            // libvirt's remote protocol: length of all, its program's number, version 1.
            tcp("libvirt", bytes(0), p -> p.u32(0) == p.length() && p.u32(4) == 0x20008086L && p.u32(8) == 1),
            // BIND's control channel: length, version 1, a table whose first key is the signature's.
            tcp("rndc", bytes(0), p -> p.u32(0) == p.length() - 4 && p.u32(4) == 1 && p.is(8, "\u0005_auth")),
            // ISC's OMAPI begins with its version, 1.00, and the length of its headers.
            tcp("omapi", bytes(0), p -> p.u32(0) == 100 && p.u32(4) == 24 && p.length() == 8),
            udp("linux-ha", "###\n"),
            // Frame Streams: an escape, a control frame that names the content.
            tcp("dnstap", bytes(0), p -> p.u32(0) == 0 && p.contains("protobuf:dnstap.Dnstap", LINE)),
            // What a mail server negotiates with its filters: length, command O, version.
            tcp("milter", bytes(0), p -> p.u32(0) == 13 && p.u8(4) == 'O' && p.u32(5) >= 2 && p.u32(5) <= 6),
            tcp("apcupsd", bytes(0), p -> p.length() == 8 && p.u16(0) == 6 && (p.is(2, "status") || p.is(2, "events"))),
            tcp("distcc", "DIST0000"),
            tcp("jdwp", "JDWP-Handshake"),
            tcp("gdb", "+$", p -> p.is(0, "$qSupported") || p.is(0, "+$qSupported") || p.is(0, "+$Hg0#") || p.is(0, "$vMustReplyEmpty#")),
            tcp("cvs", "B", p -> p.startsWith("BEGIN AUTH REQUEST\n") || p.startsWith("BEGIN VERIFICATION REQUEST\n")),
            // Android's debugger: the last word of a header is the first one inverted.
            tcp("adb", "CASO", p -> (p.is(0, "CNXN") || p.is(0, "AUTH") || p.is(0, "STLS") || p.is(0, "OPEN")) && p.u32(20) == (~p.u32(0) & 0xFFFFFFFFL)),
            tcp("vmware", "2", p -> p.startsWith("220 VMware Authentication Daemon")),
            // [MC-NMF] 2.2.3: version 1.0, a mode, and the address that is wanted.
            tcp("net-tcp", bytes(0), p -> p.u32(0) == 0x00010001L && p.u16(4) == 0x0202 && (p.is(7, "net.tcp://") || p.is(8, "net.tcp://"))),
            tcp("net-remoting", ".NET\u0001"),
            tcp("msmq", bytes(0x10), p -> p.is(4, "LIOR")),
            // IBM MQ: a segment header in ASCII or EBCDIC, and its length.
            tcp("ibm-mq", "T\u00E3", p -> (p.is(0, "TSH") || p.is(0, "\u00E3\u00E2\u00C8")) && (p.u32(4) == p.length() || p.u32le(4) == p.length())),
            tcp("uwsgi", bytes(0), p -> p.u16le(1) == p.length() - 4 && (p.is(6, "REQUEST_METHOD") || p.is(6, "QUERY_STRING"))),
            tcp("scgi", "123456789", p -> p.is(p.indexOf(':', 1, 6) + 1, "CONTENT_LENGTH\0")),
            both("epmd", bytes(0), p -> p.u16(0) == p.length() - 2 && (p.u8(2) == 'x' || p.u8(2) == 'z' || p.u8(2) == 'n'), 4369));

    private static boolean iperf2(Payload p, int at) {
        return p.u32(at + 8) == p.serverPort() && p.u32(at + 4) >= 1 && p.u32(at + 4) <= MAX_IPERF_THREADS && p.length() >= at + 24;
    }

    /// MessagePack: a text, then a time in whole seconds or as an extension of eight bytes, or an array or bytes of entries.
    private static boolean fluentd(Payload p) {
        int kind = p.u8(1);
        int tag = kind == 0xD9 ? 3 : 2;
        int next = tag + (kind == 0xD9 ? p.u8(2) : kind & 0x1F);
        if (kind != 0xD9 && kind >> 5 != 5 || next <= tag || next > MAX_TAG || !p.isPrintable(tag, next)) {
            return false;
        }
        boolean entry = p.u8(next) == 0xCE && p.u8(0) >= 0x93 || p.u16(next) == 0xD700;
        int record = next + (p.u8(next) == 0xCE ? 5 : 10);
        boolean entries = p.u8(next) >> 4 == 9 && (p.u8(next + 1) == 0x92) || p.u8(next) == 0xDC || p.u8(next) >= 0xC4 && p.u8(next) <= 0xC6;
        return entries || entry && (p.u8(record) >> 4 == 8 || p.u8(record) == 0xDE);
    }

    /// `name:value|kind`, and maybe more behind it.
    private static boolean statsd(Payload p) {
        int colon = p.indexOf(':', 1, LINE);
        int bar = colon < 0 ? -1 : p.indexOf('|', colon + 2, colon + 24);
        if (bar < 0 || STATSD_KINDS.indexOf(p.u8(bar + 1)) < 0) {
            return false;
        }
        for (int at = colon + 1; at < bar; at++) {
            int c = p.u8(at);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+') {
                return false;
            }
        }
        int end = p.u8(bar + 1) == 'm' && p.u8(bar + 2) == 's' ? bar + 3 : bar + 2;
        return p.isPrintable(0, colon) && (end == p.length() || p.u8(end) == '\n' || p.u8(end) == '|');
    }
}
