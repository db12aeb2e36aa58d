package dev.tractor.flow.evidence;

/// What DNS records say, as text.
final class DnsRecords {
    private static final int A = 1;
    private static final int NS = 2;
    private static final int CNAME = 5;
    private static final int SOA = 6;
    private static final int PTR = 12;
    private static final int MX = 15;
    private static final int TXT = 16;
    private static final int AAAA = 28;
    private static final int SRV = 33;
    private static final int NAPTR = 35;
    private static final int DNAME = 39;
    private static final int SVCB = 64;
    private static final int HTTPS = 65;
    private static final int CAA = 257;
    /// RFC 9460, 14.3.2: parameters of SVCB and HTTPS.
    private static final int PARAMETER_ALPN = 1;
    private static final int PARAMETER_PORT = 3;
    private static final int PARAMETER_IPV4 = 4;
    private static final int PARAMETER_IPV6 = 6;
    /// Text of one record; it will be cut at the length of a statement anyway.
    private static final int MAX_TEXT = 300;

    /// Flags, service, regular expression.
    private static final int NAPTR_STRINGS = 3;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private DnsRecords() {}

    static boolean isAddress(int type, int length) {
        return type == A && length == 4 || type == AAAA && length == 16;
    }

    static boolean isKnown(int type) {
        return !type(type).startsWith("TYPE");
    }

    /// The name in the IANA registry, `TYPE` and the number (RFC 3597) for a rare one.
    static String type(int number) {
        return switch (number) {
            case A -> "A";
            case NS -> "NS";
            case CNAME -> "CNAME";
            case SOA -> "SOA";
            case 10 -> "NULL";
            case PTR -> "PTR";
            case 13 -> "HINFO";
            case MX -> "MX";
            case TXT -> "TXT";
            case 24 -> "SIG";
            case 25 -> "KEY";
            case AAAA -> "AAAA";
            case 29 -> "LOC";
            case SRV -> "SRV";
            case NAPTR -> "NAPTR";
            case 37 -> "CERT";
            case DNAME -> "DNAME";
            case 41 -> "OPT";
            case 43 -> "DS";
            case 44 -> "SSHFP";
            case 46 -> "RRSIG";
            case 47 -> "NSEC";
            case 48 -> "DNSKEY";
            case 50 -> "NSEC3";
            case 52 -> "TLSA";
            case SVCB -> "SVCB";
            case HTTPS -> "HTTPS";
            case 99 -> "SPF";
            case 249 -> "TKEY";
            case 250 -> "TSIG";
            case 251 -> "IXFR";
            case 252 -> "AXFR";
            case 255 -> "ANY";
            case 256 -> "URI";
            case CAA -> "CAA";
            default -> "TYPE" + number;
        };
    }

    /// RFC 6895, 2.3; empty for no error.
    static String error(int code) {
        return switch (code) {
            case 0 -> "";
            case 1 -> "FORMERR";
            case 2 -> "SERVFAIL";
            case 3 -> "NXDOMAIN";
            case 4 -> "NOTIMP";
            case 5 -> "REFUSED";
            case 6 -> "YXDOMAIN";
            case 7 -> "YXRRSET";
            case 8 -> "NXRRSET";
            case 9 -> "NOTAUTH";
            case 10 -> "NOTZONE";
            default -> "RCODE" + code;
        };
    }

    /// Appends a record as text: its type, and its data where that is text by nature.
    ///
    /// @param reader moved by this
    static void append(Text text, Payload message, DnsNames reader, int type, int from, int to) {
        text.ascii(type(type));
        int end = text.end();
        text.append(' ');
        switch (type) {
            case A, AAAA -> {
                if (isAddress(type, to - from)) {
                    address(text, message, from, to);
                }
            }
            case NS, CNAME, PTR, DNAME -> name(text, reader, from);
            case MX -> name(text.append(message.u16(from)).append(' '), reader, from + 2);
            case SOA -> soa(text, reader, from);
            case TXT -> strings(text, message, from, to);
            case SRV -> name(text.append(message.u16(from)).append(' ').append(message.u16(from + 2)).append(' ').append(message.u16(from + 4)).append(' '), reader, from + 6);
            case NAPTR -> text.append(naptr(message, reader, from, to));
            case SVCB, HTTPS -> service(text, message, reader, from, to);
            case CAA -> {
                int value = from + 2 + Math.max(0, message.u8(from + 1));
                text.append(message.u8(from)).append(' ').append(message.text(from + 2, Math.min(to, value))).append(' ').append(message.text(value, to));
            }
            default -> {}
        }
        if (text.end() == end + 1) {
            text.cut(end);
        }
    }

    private static void name(Text text, DnsNames reader, int at) {
        if (reader.read(at) >= 0) {
            reader.appendTo(text);
        }
    }

    private static void soa(Text text, DnsNames reader, int from) {
        int at = reader.read(from);
        if (at >= 0) {
            reader.appendTo(text);
            name(text.append(' '), reader, at);
        }
    }

    /// Strings with their length before them, each separated by a space.
    private static void strings(Text text, Payload message, int from, int to) {
        int begin = text.characters();
        int at = from;
        while (at < to && text.characters() - begin < MAX_TEXT) {
            int end = Math.min(to, at + 1 + message.u8(at));
            int before = text.end();
            if (text.characters() > begin) {
                text.append(' ');
            }
            int part = text.end();
            message.append(text, at + 1, end);
            if (text.end() == part) {
                text.cut(before);
            }
            at = end;
        }
    }

    /// RFC 3403, 4.1: order, preference, flags, service, regular expression, replacement.
    private static String naptr(Payload message, DnsNames reader, int from, int to) {
        int at = from + 4;
        for (int i = 0; i < NAPTR_STRINGS; i++) {
            at += 1 + Math.max(0, message.u8(at));
        }
        Text text = new Text().append(message.u16(from)).append(' ').append(message.u16(from + 2)).append(' ');
        strings(text, message, from + 4, Math.min(at, to));
        text.append(' ');
        if (at < to) {
            name(text, reader, at);
        }
        return text.toString().strip();
    }

    /// RFC 9460, 2.2: priority, target, then parameters: number 2, length 2, value.
    private static void service(Text text, Payload message, DnsNames reader, int from, int to) {
        int at = reader.read(from + 2);
        if (at < 0) {
            return;
        }
        int first = text.characters();
        text.append(message.u16(from)).append(' ');
        reader.appendTo(reader.isRoot() ? text.append('.') : text);
        while (at + 4 <= to && text.characters() - first < MAX_TEXT) {
            int begin = at + 4;
            int end = begin + message.u16(at + 2);
            if (end > to) {
                break;
            }
            switch (message.u16(at)) {
                case PARAMETER_ALPN -> protocols(text.ascii(" alpn="), message, begin, end);
                case PARAMETER_PORT -> text.ascii(" port=").append(message.u16(begin));
                case PARAMETER_IPV4 -> addresses(text.ascii(" ipv4hint="), message, begin, end, 4, first);
                case PARAMETER_IPV6 -> addresses(text.ascii(" ipv6hint="), message, begin, end, 16, first);
                default -> {}
            }
            at = end;
        }
    }

    private static void protocols(Text text, Payload message, int from, int to) {
        Text names = new Text();
        strings(names, message, from, to);
        text.append(names.toString().replace(' ', ','));
    }

    private static void addresses(Text text, Payload message, int from, int to, int length, int first) {
        for (int at = from; at + length <= to && text.characters() - first < MAX_TEXT; at += length) {
            if (at > from) {
                text.append(',');
            }
            address(text, message, at, at + length);
        }
    }

    /// Dotted, or as RFC 5952 shortens it.
    private static void address(Text text, Payload message, int from, int to) {
        if (to - from == 4) {
            text.append(message.u8(from)).append('.').append(message.u8(from + 1)).append('.').append(message.u8(from + 2)).append('.').append(message.u8(from + 3));
        } else {
            ipv6(text, message, from);
        }
    }

    private static void ipv6(Text text, Payload message, int from) {
        int longest = -1;
        int longestLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && message.u16(from + 2 * (i + length)) == 0) {
                length++;
            }
            if (length > longestLength) {
                longest = i;
                longestLength = length;
            }
        }
        for (int i = 0; i < 8; i++) {
            if (i == longest) {
                text.ascii("::");
                i += longestLength - 1;
            } else {
                hexadecimal(i == 0 || i == longest + longestLength && longest >= 0 ? text : text.append(':'), message.u16(from + 2 * i));
            }
        }
    }

    /// Without zeros before it.
    private static void hexadecimal(Text text, int number) {
        for (int shift = Math.max(0, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(number) & ~3); shift >= 0; shift -= 4) {
            text.append((char) HEX[number >> shift & 0xF]);
        }
    }
}
