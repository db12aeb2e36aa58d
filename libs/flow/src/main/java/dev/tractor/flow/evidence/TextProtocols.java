package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Protocols whose messages are lines of text: mail, news, chat, file transfer, terminals.
final class TextProtocols {
    private static final String DIGITS = "0123456789abcdef";
    private static final int LINE = 200;
    private static final Set<String> MONTHS = Set.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    /// RFC 5424, 6.2.1: facility 23, severity 7.
    private static final int MAX_SYSLOG_PRIORITY = 191;
    private static final int MAX_LENGTH_DIGITS = 7;
    private static final int MAX_PORT_DIGITS = 5;

    private static final String METRIC = Entry.range('A', 'Z') + Entry.range('a', 'z') + '_';
    private static final Pattern GRAPHITE = Pattern.compile("[\\w-]+(\\.[\\w:%-]+)+(;[\\w.-]+=[\\w.-]+)* -?\\d+(\\.\\d+)?(e-?\\d+)? \\d{10}");
    private static final Pattern INFLUX = Pattern.compile("[\\w.-]+(,[\\w.-]+=[^ ,=]+)* [\\w.-]+=[^ ,=]+(,[\\w.-]+=[^ ,=]+)* \\d{19}");
    private static final int MAX_SENTENCE = 82;

    private TextProtocols() {}

    static final List<Entry> TABLE = List.of(
            tcp(new BannerRecogniser("ssh", p -> p.startsWith("SSH-")), "S"),
            tcp("nuttcp", "H", p -> p.startsWith("HELO nuttcp v")),
            tcp(new BannerRecogniser("smtp", p -> greets(p) && (p.contains("SMTP", LINE) || p.contains(" LMTP", LINE)) || p.startsWith("EHLO ") || p.startsWith("HELO ") || p.startsWith("LHLO ")), "2EHL"),
            tcp(new BannerRecogniser("smtp", TextProtocols::greets), "2", 25, 465, 587, 2525),
            tcp(ftp(p -> greets(p) && (p.contains("FTP", LINE) || p.contains("ftp", LINE))), "2"),
            tcp(ftp(TextProtocols::asksForPassword), "3"),
            // RFC 4217, 4 and RFC 2640, 3.1: what no other protocol of such lines begins with.
            tcp(ftp(p -> p.fromClient() && (p.startsWith("AUTH TLS\r\n") || p.startsWith("AUTH SSL\r\n") || p.startsWith("OPTS UTF8 ") || p.startsWith("USER anonymous\r\n"))), "AOU"),
            tcp(ftp(p -> greets(p) || isTransfer(p) || p.startsWith("USER ") || p.startsWith("AUTH TLS") || p.startsWith("AUTH SSL")), "2UAPETCRSpe", 21, 2121),
            tcp(new BannerRecogniser("pop3", p -> p.startsWith("+OK ")), "+"),
            tcp(new BannerRecogniser("pop3", p -> p.startsWith("CAPA\r\n") || p.startsWith("USER ") || p.startsWith("-ERR ") || p.startsWith("+OK\r\n")), "CU-+", 110),
            tcp(new BannerRecogniser("imap", p -> p.startsWith("* OK ") || p.startsWith("* PREAUTH ")), "*"),
            tcp(new BannerRecogniser("imap", p -> p.startsWith("* BYE") || p.startsWith("* CAPABILITY") || p.line(40).matches("\\S{1,8} (CAPABILITY|LOGIN|STARTTLS|NOOP|ID|AUTHENTICATE)( .*)?")), "", 143),
            tcp(new BannerRecogniser("nntp", p -> (p.startsWith("200 ") || p.startsWith("201 ")) && (p.contains("NNTP", LINE) || p.contains("news", LINE) || p.contains("News", LINE))), "2"),
            tcp(new BannerRecogniser("nntp", p -> p.startsWith("200 ") || p.startsWith("201 ") || p.startsWith("MODE READER")), "2M", 119),
            tcp(new BannerRecogniser("managesieve", p -> p.startsWith("\"IMPLEMENTATION\"")), "\""),
            tcp("irc", "NUP:", p -> p.startsWith("NICK ") || p.startsWith("USER ") && p.contains(" :", LINE) || p.startsWith("PASS ") && p.port(6667) || p.u8(0) == ':' && (p.contains(" NOTICE ", LINE) || p.contains(" 001 ", LINE)) ),
            tcp("xmpp", "<", p -> p.contains("<stream:stream", LINE) || p.contains("jabber:client", LINE) || p.contains("jabber:server", LINE)),
            tcp("xmpp", "< ", p -> p.startsWith("<iq ") || p.startsWith("<message") || p.startsWith("<presence") || p.startsWith(" ") && p.length() == 1, 5222, 5269),
            tcp(new BannerRecogniser("vnc", p -> p.startsWith("RFB 00")), "R"),
            tcp("telnet", bytes(0xFF), p -> p.u8(1) >= 0xFB && p.u8(1) <= 0xFE && (p.length() == 3 || p.u8(3) == 0xFF), 23, 2323),
            tcp("telnet", bytes(0xFF), p -> p.u8(1) >= 0xFB && p.u8(1) <= 0xFE && p.u8(3) == 0xFF && (p.u8(4) >= 0xFA && p.u8(4) <= 0xFE) && p.u8(2) <= 39),
            tcp(new BannerRecogniser("rsync", p -> p.startsWith("@RSYNCD: ")), "@"),
            tcp("svn", "(", p -> p.startsWith("( success ( ") || p.startsWith("( 2 ( ")),
            tcp("git", DIGITS, p -> p.is(4, "git-upload-pack ") || p.is(4, "git-receive-pack ") || p.is(4, "git-upload-archive ")
                    || p.is(0, "000eversion 1") || p.is(0, "000eversion 2")),
            // Some write the version of their program where zeros belong (Adobe RTMP 1.0, 5.2.3).
            tcp("rtmp", bytes(3), p -> p.length() > 1_000, 1935),
            tcp("whois", "", p -> p.fromClient() && p.length() <= 255 && p.is(p.length() - 2, "\r\n"), 43, 4343),
            tcp("finger", "", p -> p.fromClient() && p.length() <= 255 && p.is(p.length() - 2, "\r\n"), 79),
            tcp("gopher", "", p -> p.fromClient() && p.is(p.length() - 2, "\r\n"), 70),
            both("syslog", "<", p -> syslog(p, 0)),
            both("syslog", "<", p -> priorityEnd(p, 0) > 0, 514, 601),
            // RFC 3164, 4.3.3: the rest may be any text.
            udp("syslog", "<", p -> priorityEnd(p, 0) > 0 && p.length() > priorityEnd(p, 0) && isText(p, priorityEnd(p, 0))),
            // RFC 6587, 3.4.1: the message's length in decimal, a space, the message.
            tcp("syslog", "123456789", p -> isNumber(p, p.indexOf(' ', 1, MAX_LENGTH_DIGITS)) && syslog(p, p.indexOf(' ', 1, MAX_LENGTH_DIGITS) + 1)),
            // RELP's first frame: number, command, length of what it offers.
            tcp(new BannerRecogniser("mpd", p -> p.startsWith("OK MPD ")), "O"),
            tcp("gpsd", "{", p -> p.startsWith("{\"class\":\"VERSION\",\"release\":")),
            // RFC 2229, 3.1: what the server can do and a message's identifier, both in angles.
            tcp(new BannerRecogniser("dict", p -> p.startsWith("220 ") && p.line(LINE).matches("220 .*<[\\w.]*> <[^ >]+@[^ >]+>\\s*")), "2"),
            tcp("lcdproc", "connect LCDproc "),
            // RFC 2244, 6.1.1.
            tcp("acap", "* ACAP "),
            tcp("guacamole", "6.select,"),
            tcp("asterisk-manager", "Asterisk Call Manager/"),
            tcp("freeswitch", "Content-Type: auth/request\n"),
            tcp("ntrip", "SOURCETABLE 200 OK"),
            tcp(new BannerRecogniser("svdrp", p -> p.startsWith("220 ") && p.contains(" SVDRP ", LINE)), "2"),
            tcp(new BannerRecogniser("cddb", p -> p.startsWith("20") && p.contains(" CDDBP server ", LINE)), "2"),
            tcp("hddtemp", "|/dev/"),
            tcp("aprs-is", "#u", p -> p.startsWith("# aprsc ") || p.startsWith("# javAPRSSrvr ") || p.startsWith("user ") && p.contains(" pass ", LINE) && p.contains(" vers ", LINE)),
            // A sentence of NMEA 0183 with its checksum: who speaks, what of, fields.
            both("nmea-0183", "$!", TextProtocols::nmea),
            // Aircraft as BaseStation tells them: kind of transmission, session, aircraft, its address.
            tcp("ads-b", "M", p -> p.startsWith("MSG,") && p.line(LINE).matches("MSG,[1-8],\\d*,\\d*,[0-9A-F]{6},.*")),
            tcp("ads-b", "*", p -> p.line(LINE).matches("\\*([0-9A-F]{14}|[0-9A-F]{28});")),
            tcp("spamd", "CHKPRSTH", p -> p.line(LINE).matches("(CHECK|HEADERS|PING|PROCESS|REPORT|REPORT_IFSPAM|SYMBOLS|TELL) SPAMC/1\\.\\d") || p.startsWith("SPAMD/1.")),
            tcp("clamd", "nz", p -> p.line(LINE).matches("[nz](INSTREAM|PING|VERSION|STATS|SCAN .+|IDSESSION)") || p.startsWith("zINSTREAM\0") || p.startsWith("zPING\0") || p.startsWith("zIDSESSION\0")),
            tcp("postfix-policy", "request=smtpd_access_policy\n"),
            // Carbon's lines: path of the metric, value, seconds; OpenTSDB's: with tags.
            both("graphite", METRIC, p -> p.indexOf('.', 1, LINE) > 0 && GRAPHITE.matcher(p.line(LINE)).matches()),
            tcp("opentsdb", "p", p -> p.startsWith("put ") && p.line(LINE).matches("put [\\w./-]+ \\d{10,13} -?\\d+(\\.\\d+)?( [\\w./-]+=[\\w./-]+)+")),
            // InfluxDB's lines: measurement, tags, fields, time in nanoseconds.
            udp("influxdb", METRIC, p -> p.indexOf('=', 1, LINE) > 0 && INFLUX.matcher(p.line(LINE)).matches()),
            tcp("vtun", "VTUN server ver "),
            tcp("nut", "LGU", p -> p.startsWith("LIST UPS\n") || p.startsWith("LIST VAR ") || p.startsWith("GET VAR ") || p.startsWith("USERNAME ") && p.port(3493)),
            tcp("relp", "1", p -> p.startsWith("1 open ") && p.contains("relp_version=", LINE)),
            tcp("beanstalkd", "p", p -> p.startsWith("put ") && p.line(LINE).matches("put \\d{1,10} \\d{1,10} \\d{1,10} \\d{1,8}")),
            tcp("beanstalkd", "uwrsliOIR", p -> p.line(LINE).matches("(use|watch) \\S{1,200}|reserve(-with-timeout \\d+)?|stats|list-tubes|INSERTED \\d+|RESERVED \\d+ \\d+|OK \\d+"), 11300),
            // rshd(8), rexecd(8): the port for standard error in decimal and a zero byte.
            tcp("rsh", DIGITS, p -> p.fromClient() && isNumber(p, p.indexOf(0, 1, MAX_PORT_DIGITS + 1)), 514),
            tcp("rexec", DIGITS, p -> p.fromClient() && isNumber(p, p.indexOf(0, 1, MAX_PORT_DIGITS + 1)), 512),
            tcp("speedtest", "H", p -> p.startsWith("HI\n"), 5060, 8080),
            tcp("speedtest", "H", p -> p.startsWith("HELLO ") && Character.isDigit(p.u8(6)) && p.u8(7) == '.' || p.startsWith("HI ") && p.u8(11) == '-' && p.u8(16) == '-'),
            tcp("icecast", "IS", p -> p.startsWith("ICY 200 OK") || p.startsWith("SOURCE /") && p.contains("ICE/1.", LINE)),
            udp("ssdp", "MNH", p -> p.startsWith("M-SEARCH * HTTP/1.1") || p.startsWith("NOTIFY * HTTP/1.1") || p.port(1900) && p.startsWith("HTTP/1.1 ")),
            udp("ws-discovery", "<", p -> p.contains("schemas.xmlsoap.org/ws/2005/04/discovery", 1_000), 3702),
            // RFC 3507, 4.3: what adapts HTTP.
            tcp("icap", "ROI", p -> p.startsWith("ICAP/1.0 ") || p.contains(" ICAP/1.0\r\n", LINE)),
            tcp("teamspeak", "TS3\n\r"),
            tcp(new BannerRecogniser("munin", p -> p.startsWith("# munin node at ")), "#"),
            tcp("kismet", "*KISMET: "),
            tcp("applejuice", "ajprot\r\n"),
            tcp("stealthnet", "LARS REGENSBURGER'S FILE SHARING PROTOCOL"),
            tcp("fasttrack", "G", p -> p.startsWith("GIVE ") && p.line(LINE).matches("GIVE \\d{8,12}\\s*")),
            both("tivo", "T", p -> p.is(0, "TiVoConnect=")),
            tcp("niagara-fox", "fox a "),
            tcp("tinc", "0", p -> p.u8(1) == ' ' && p.line(LINE).matches("0 \\w{1,64} 17(\\.\\d{1,2})?")));

    private static Recogniser ftp(Predicate<Payload> greeting) {
        return new AnnouncingRecogniser(new BannerRecogniser("ftp", greeting), TextMessages::line, FtpEndpoints::read);
    }

    /// RFC 5321, 4.2; RFC 959, 5.4: a server that is ready.
    private static boolean greets(Payload p) {
        return p.startsWith("220 ") || p.startsWith("220-");
    }

    /// RFC 959, 5.4: the answer to USER.
    private static boolean asksForPassword(Payload p) {
        return p.startsWith("331 ") && p.contains("assword", LINE);
    }

    /// A control flow whose begin is not in the capture: where data will go (RFC 959, RFC 2428), or what.
    private static boolean isTransfer(Payload p) {
        return p.startsWith("227 ") || p.startsWith("229 ") || p.startsWith("PASV\r\n") || p.startsWith("EPSV\r\n") || p.isCommand("port ") || p.isCommand("eprt ") || p.startsWith("TYPE ")
                || p.startsWith("CWD ") || p.startsWith("RETR ") || p.startsWith("STOR ");
    }

    /// RFC 3164, 4.1 and RFC 5424, 6.2: behind the priority the name of a month or the version 1.
    private static boolean syslog(Payload p, int at) {
        int end = priorityEnd(p, at);
        return end > 0 && (MONTHS.contains(p.text(end, end + 3)) || p.is(end, "1 2") || p.is(end, "1 - "));
    }

    /// Index behind `<PRIORITY>`, or -1.
    private static int priorityEnd(Payload p, int begin) {
        int priority = 0;
        if (p.u8(begin) != '<') {
            return -1;
        }
        for (int at = begin + 1; at <= begin + 4; at++) {
            int c = p.u8(at);
            if (c == '>' && at > begin + 1 && priority <= MAX_SYSLOG_PRIORITY) {
                return at + 1;
            }
            if (c < '0' || c > '9') {
                return -1;
            }
            priority = 10 * priority + c - '0';
        }
        return -1;
    }

    /// Printable but for what may end it.
    private static boolean isText(Payload p, int from) {
        int end = p.length();
        while (end > from && (p.u8(end - 1) == 0 || p.u8(end - 1) == '\n' || p.u8(end - 1) == '\r')) {
            end--;
        }
        return end > from && p.isPrintable(from, end);
    }

    /// IEC 61162-1: `$` or `!`, five letters or digits, fields, `*` and the exclusive or of what stands between.
    private static boolean nmea(Payload p) {
        int star = p.indexOf('*', 6, MAX_SENTENCE);
        if (star < 0 || p.indexOf(',', 1, 7) < 0 || !p.isPrintable(1, star)) {
            return false;
        }
        int sum = 0;
        for (int at = 1; at < star; at++) {
            sum ^= p.u8(at);
        }
        return sum == 16 * Character.digit(p.u8(star + 1), 16) + Character.digit(p.u8(star + 2), 16);
    }

    /// True when there are digits up to that index, and at least one.
    private static boolean isNumber(Payload p, int end) {
        for (int at = 0; at < end; at++) {
            if (p.u8(at) < '0' || p.u8(at) > '9') {
                return false;
            }
        }
        return end > 0;
    }
}
