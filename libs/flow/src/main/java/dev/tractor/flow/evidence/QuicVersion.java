package dev.tractor.flow.evidence;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A version of QUIC whose Initial packets can be read.
///
/// @param name as evidence says it
/// @param salt from which the keys of Initial packets are derived; empty where those packets are in the clear
/// @param labels begin of the key labels: `quic ` or `quicv2 `
/// @param initialType the type bits of an Initial packet's first byte
record QuicVersion(String name, byte[] salt, String labels, int initialType) {
    private static final String V1 = "38762cf7f55934b34d179ae6a4c80cadccbb7f0a";
    private static final String V2 = "0dede3def700a6db819381be6e269dcbf9bd2ed9";
    private static final String V2_DRAFTS = "a707c203a59b47184a1d62ca570406ea7ae3e5d3";
    private static final String DRAFT_29 = "afbfec289993d24c9e9786f19c6111e04390a899";
    private static final String DRAFT_23 = "c3eef712c72ebb5a11a7d2432bb46365bef9f502";
    private static final String DRAFT_22 = "7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a";
    private static final String Q050 = "504574efd066fe2f9d945cfcdbd3a7f0d3b56b45";
    private static final String T050 = "7ff579e5acd072915580304c43a2367c60488310";
    private static final String T051 = "7a4edef4e7ccee5fa4506c19124fc8ccda6e033d";
    private static final String LABELS = "quic ";
    private static final String LABELS_OF_V2 = "quicv2 ";
    private static final int FIRST_DRAFT = 22;
    private static final int LAST_DRAFT = 34;
    private static final int MVFST = 0xFACEB0;

    /// RFC 9000, 15: `0x?a?a?a?a`, with which a client forces a negotiation. Its keys are those of the version that it would have begun with.
    private static final String RESERVED = "reserved";

    private static final QuicVersion ONE = version("1", V1);
    private static final QuicVersion ANY_RESERVED = version(RESERVED, DRAFT_29);
    /// Those that were met: there are some 1,300 that are known.
    private static final Map<Integer, QuicVersion> MADE = new ConcurrentHashMap<>();

    boolean isReserved() {
        return name.equals(RESERVED);
    }

    static boolean isReserved(int number) {
        return (number & 0x0F0F0F0F) == 0x0A0A0A0A;
    }

    /// True where the handshake is Google's own (tags) and not TLS.
    boolean isGoogleCrypto() {
        return name.charAt(0) == 'Q';
    }

    /// @param number as it stands in a long header
    /// @return null for one that is not known
    static QuicVersion of(int number) {
        if (number == 1) {
            return ONE;
        }
        return isReserved(number) ? ANY_RESERVED : MADE.computeIfAbsent(number, QuicVersion::made);
    }

    private static QuicVersion made(int number) {
        return switch (number) {
            case 0x6B3343CF -> new QuicVersion("2", bytes(V2), LABELS_OF_V2, 1);
            case 0x709A50C4 -> new QuicVersion("2-draft", bytes(V2_DRAFTS), LABELS_OF_V2, 1);
            default -> {
                int last = number & 0xFF;
                if (number >>> 8 == 0xFF0000 && last >= FIRST_DRAFT && last <= LAST_DRAFT) {
                    yield version("draft-" + last, saltOfDraft(last));
                }
                yield number >>> 8 == MVFST ? mvfst(last) : google(number);
            }
        };
    }

    private static String saltOfDraft(int draft) {
        return draft >= 33 ? V1 : draft >= 29 ? DRAFT_29 : draft >= 23 ? DRAFT_23 : DRAFT_22;
    }

    /// Facebook's own numbers, each for a draft with changes.
    private static QuicVersion mvfst(int last) {
        return switch (last) {
            case 1 -> version("mvfst-22", DRAFT_22);
            case 2 -> version("mvfst-27", DRAFT_23);
            default -> version("mvfst-" + HexFormat.of().toHexDigits((byte) last), last == 0x0E || last == 0 ? DRAFT_23 : V1);
        };
    }

    /// Four characters: `Q` with Google's handshake, `T` with TLS, and three digits.
    private static QuicVersion google(int number) {
        int kind = number >>> 24;
        if (kind != 'Q' && kind != 'T') {
            return null;
        }
        String name = new String(new byte[] {(byte) kind, (byte) (number >> 16), (byte) (number >> 8), (byte) number}, StandardCharsets.US_ASCII);
        boolean isNumber = name.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
        return switch (name) {
            case "T050" -> version(name, T050);
            case "T051" -> version(name, T051);
            case "Q050" -> version(name, Q050);
            default -> kind == 'Q' && isNumber ? version(name, "") : null;
        };
    }

    private static QuicVersion version(String name, String salt) {
        return new QuicVersion(name, bytes(salt), LABELS, 0);
    }

    private static byte[] bytes(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal);
    }
}
