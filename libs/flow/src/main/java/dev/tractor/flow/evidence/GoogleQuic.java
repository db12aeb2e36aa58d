package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.stream.IntStream;

/// Google's QUIC before TLS: a public header and a handshake message of tags, both in the clear up to version Q046.
///
/// ```
/// flags 1 (version 01, connection id 08) | connection id 8 | version 4 | packet number 1-6 | hash 12 | frames
/// CHLO 4 | number of tags 2, 0 2 (little-endian) | tag 4, end of its value 4 | values
/// ```
final class GoogleQuic {
    private static final int HAS_VERSION = 0x01;
    private static final int HAS_CONNECTION_ID = 0x08;
    /// Of a header with version and connection id.
    static final String FIRST_BYTES = Entry.bytes(IntStream.range(0, 0x80).filter(first -> (first & (HAS_VERSION | HAS_CONNECTION_ID)) == (HAS_VERSION | HAS_CONNECTION_ID)).toArray());
    private static final int VERSION = 9;
    /// The message begins behind the longest header, hash and frame header at the latest.
    private static final int MAX_CHLO_OFFSET = 80;
    private static final int MAX_TAGS = 128;
    private static final int TAGS = 8;
    private static final int TAG_BYTES = 8;
    private static final String CHLO = "CHLO";
    private static final String SERVER_NAME = "SNI\u0000";
    private static final String USER_AGENT = "UAID";

    private GoogleQuic() {}

    static boolean isPublicHeader(Payload p) {
        return (p.u8(0) & (HAS_VERSION | HAS_CONNECTION_ID)) == (HAS_VERSION | HAS_CONNECTION_ID) && p.u8(VERSION) == 'Q' && !version(p).isEmpty();
    }

    /// `Q043`, empty where none stands.
    static String version(Payload p) {
        QuicVersion version = QuicVersion.of((int) p.u32(VERSION));
        return version == null ? "" : version.name();
    }

    /// @param p a datagram or a CRYPTO stream
    /// @return false when there is no whole client hello in it
    static boolean read(Payload p, Statements said) {
        int start = 0;
        while (start >= 0 && !p.is(start, CHLO)) {
            start = p.indexOf('C', start + 1, MAX_CHLO_OFFSET);
        }
        int tags = p.u8(start + 4) | p.u8(start + 5) << 8;
        int values = start + TAGS + TAG_BYTES * tags;
        if (start < 0 || tags < 0 || tags > MAX_TAGS || values > p.length()) {
            return false;
        }
        long begin = 0;
        for (int i = 0; i < tags; i++) {
            int at = start + TAGS + TAG_BYTES * i;
            long end = p.u32le(at + 4);
            if (end < begin || values + end > p.length()) {
                return true;
            }
            if (p.is(at, SERVER_NAME)) {
                said.say(EvidenceKind.QUIC_SNI, Statements.hostName(p.text(values + (int) begin, values + (int) end)));
            } else if (p.is(at, USER_AGENT)) {
                said.say(EvidenceKind.HTTP_USER_AGENT, p.text(values + (int) begin, values + (int) end));
            }
            begin = end;
        }
        return true;
    }
}
