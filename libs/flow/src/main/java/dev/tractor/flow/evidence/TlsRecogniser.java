package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// TLS over TCP (RFC 8446, RFC 5246): server name, ALPN and version of the ClientHello, version of the ServerHello. A hello that is split over records
/// is put together; nothing after it is read.
final class TlsRecogniser implements Recogniser {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int RECORD_HEADER = 5;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;
    private static final int SUPPORTED_VERSIONS = 43;
    /// RFC 8446, 5.1: plaintext of a record is at most 2^14 bytes.
    private static final int MAX_RECORD = 1 << 14;
    /// RFC 5246, 6.2.3: a protected record may be 2048 bytes longer.
    private static final int MAX_CIPHERTEXT = MAX_RECORD + 2048;

    @Override
    public String protocol() {
        return "tls";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (payload.udp() || payload.u8(0) != HANDSHAKE || payload.u8(1) != 3 || payload.u8(2) > 4) {
            return midStream(payload) ? Verdict.DONE : Verdict.NO;
        }
        int type = payload.u8(RECORD_HEADER);
        int recordLength = payload.u16(3);
        if (recordLength > MAX_RECORD || recordLength < 4 || type != CLIENT_HELLO && type != SERVER_HELLO && type != -1) {
            return Verdict.NO;
        }
        Payload hello = hello(payload);
        if (hello == null) {
            return Verdict.MORE;
        }
        read(hello, type == CLIENT_HELLO, said);
        return Verdict.DONE;
    }

    /// A flow whose hello is not in the capture: whole records of one version follow one another as far as the segment goes.
    private static boolean midStream(Payload payload) {
        if (payload.udp()) {
            return false;
        }
        int version = payload.u16(1);
        for (int at = 0; at < payload.length(); at += RECORD_HEADER + payload.u16(at + 3)) {
            int type = payload.u8(at);
            int recordLength = payload.u16(at + 3);
            if (type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA || payload.u16(at + 1) != version || recordLength < 1 || recordLength > MAX_CIPHERTEXT) {
                return false;
            }
        }
        return payload.length() > RECORD_HEADER && version >= 0x0301 && version <= 0x0304;
    }

    /// The hello message without its records, or null when it is not complete.
    private static Payload hello(Payload payload) {
        int wanted = 4 + payload.u24(RECORD_HEADER + 1);
        if (payload.u24(RECORD_HEADER + 1) < 0) {
            return null;
        }
        byte[] message = new byte[Math.min(wanted, MAX_RECORD)];
        int filled = 0;
        int at = 0;
        while (filled < message.length) {
            int recordLength = payload.u16(at + 3);
            if (recordLength < 0 || payload.u8(at) != HANDSHAKE) {
                return null;
            }
            int count = Math.min(recordLength, message.length - filled);
            if (at + RECORD_HEADER + count > payload.length()) {
                return null;
            }
            System.arraycopy(payload.copy(at + RECORD_HEADER, at + RECORD_HEADER + count), 0, message, filled, count);
            filled += count;
            at += RECORD_HEADER + recordLength;
            if (recordLength == 0) {
                return null;
            }
        }
        return new Payload().of(message, 0, message.length);
    }

    private static void read(Payload hello, boolean client, Statements said) {
        int version = hello.u16(4);
        int at = 38;
        at += 1 + Math.max(0, hello.u8(at));
        if (client) {
            at += 2 + Math.max(0, hello.u16(at));
            at += 1 + Math.max(0, hello.u8(at));
        } else {
            at += 3;
        }
        int end = at + 2 + hello.u16(at);
        at += 2;
        while (hello.u16(at + 2) >= 0 && at + 4 <= end) {
            int type = hello.u16(at);
            int length = hello.u16(at + 2);
            int body = at + 4;
            switch (type) {
                case SERVER_NAME -> {
                    if (client && hello.u8(body + 2) == 0) {
                        said.say(EvidenceKind.TLS_SNI, Statements.hostName(hello.text(body + 5, body + 5 + Math.max(0, hello.u16(body + 3)))));
                    }
                }
                case ALPN -> {
                    if (client) {
                        said.say(EvidenceKind.TLS_ALPN, protocols(hello, body));
                    }
                }
                case SUPPORTED_VERSIONS -> version = client ? highest(hello, body, version) : hello.u16(body);
                default -> {}
            }
            at = body + length;
        }
        if (!client) {
            said.say(EvidenceKind.TLS_VERSION, versionName(version));
        }
    }

    private static String protocols(Payload hello, int body) {
        StringBuilder names = new StringBuilder();
        int end = body + 2 + Math.max(0, hello.u16(body));
        for (int at = body + 2; at < end && hello.u8(at) > 0; at += 1 + hello.u8(at)) {
            names.append(names.isEmpty() ? "" : ",").append(hello.text(at + 1, at + 1 + hello.u8(at)));
        }
        return names.toString();
    }

    private static int highest(Payload hello, int body, int version) {
        int best = version;
        for (int at = body + 1; at < body + 1 + Math.max(0, hello.u8(body)); at += 2) {
            int offered = hello.u16(at);
            if (offered > best && offered >> 8 == 3) {
                best = offered;
            }
        }
        return best;
    }

    private static String versionName(int version) {
        return switch (version) {
            case 0x0300 -> "ssl3";
            case 0x0301 -> "1.0";
            case 0x0302 -> "1.1";
            case 0x0303 -> "1.2";
            case 0x0304 -> "1.3";
            default -> "";
        };
    }
}
