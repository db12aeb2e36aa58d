package dev.tractor.flow.evidence;

/// Lengths and positions in ASN.1 BER (ITU-T X.690, 8.1), as SNMP, LDAP and Kerberos use it.
final class Ber {
    private static final int LONG_FORM = 0x80;
    private static final int MAX_LENGTH_BYTES = 4;

    private Ber() {}

    /// Index of the content of the element at `at`, or -1 when its length is not there, indefinite or absurd.
    static int content(Payload p, int at) {
        int first = p.u8(at + 1);
        int more = first & 0x7F;
        boolean known = first >= 0 && (first < LONG_FORM || more >= 1 && more <= MAX_LENGTH_BYTES && at + 1 + more < p.length());
        return !known ? -1 : first < LONG_FORM ? at + 2 : at + 2 + more;
    }

    /// Length of the content of the element at `at`, or -1.
    static long length(Payload p, int at) {
        int content = content(p, at);
        if (content < 0 || p.u8(at + 1) < LONG_FORM) {
            return content < 0 ? -1 : p.u8(at + 1);
        }
        long length = 0;
        for (int i = at + 2; i < content; i++) {
            length = length << 8 | p.u8(i);
        }
        return length;
    }

    /// Index behind the element at `at`, or -1.
    static long end(Payload p, int at) {
        int content = content(p, at);
        return content < 0 ? -1 : content + length(p, at);
    }

    /// Index of the tag behind `SEQUENCE { INTEGER` at `at`, or -1 when that is not there or the sequence does not fit its message.
    ///
    /// @param whole the sequence ends where the payload does (a datagram)
    static int afterFirstInteger(Payload p, int at, boolean whole) {
        int content = content(p, at);
        if (p.u8(at) != 0x30 || content < 0 || whole && end(p, at) != p.length() || p.u8(content) != 0x02 || p.u8(content + 1) < 1 || p.u8(content + 1) > 4) {
            return -1;
        }
        return content + 2 + p.u8(content + 1);
    }
}
