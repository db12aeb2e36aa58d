package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// TLS over TCP (RFC 8446, RFC 5246): both hellos, the server's certificate up to TLS 1.2, alerts. Messages are put together from their records; a message
/// that is longer than a stream keeps is read as far as it is there.
final class TlsRecogniser extends Recogniser {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int RECORD_HEADER = 5;
    private static final int ALERT_BYTES = 2;
    static final int MESSAGE_HEADER = 4;
    static final int CLIENT_HELLO = 1;
    static final int SERVER_HELLO = 2;
    static final int CERTIFICATE = 11;
    private static final int SERVER_HELLO_DONE = 14;
    private static final int MAX_MESSAGE_TYPE = 24;
    /// RFC 8446, 5.1: plaintext of a record is at most 2^14 bytes.
    private static final int MAX_RECORD = 1 << 14;
    /// RFC 5246, 6.2.3: a protected record may be 2048 bytes longer.
    private static final int MAX_CIPHERTEXT = MAX_RECORD + 2048;

    @Override
    public String protocol() {
        return "tls";
    }

    @Override
    public boolean mayCarryTls() {
        return false;
    }

    /// True when a segment that begins so may begin a flow's TLS.
    static boolean isClientHello(int type, int majorVersion, int messageType) {
        return type == HANDSHAKE && majorVersion == 3 && messageType == CLIENT_HELLO;
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (payload.udp()) {
            return Verdict.NO;
        }
        int type = payload.u8(0);
        int recordLength = payload.u16(3);
        boolean isRecord = type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA && payload.u8(1) == 3 && payload.u8(2) <= 4 && recordLength != 0 && recordLength <= MAX_CIPHERTEXT;
        if (!isRecord) {
            return Verdict.NO;
        }
        if (type == HANDSHAKE && payload.u8(RECORD_HEADER) <= MAX_MESSAGE_TYPE && recordLength <= MAX_RECORD) {
            return handshake(payload, said);
        }
        if (type == ALERT && recordLength == ALERT_BYTES && payload.length() >= RECORD_HEADER + ALERT_BYTES) {
            return alert(payload, 0, said) ? Verdict.DONE : Verdict.NO;
        }
        return isMidStream(payload) ? Verdict.DONE : Verdict.NO;
    }

    /// A flow whose hello is not in the capture: whole records of one version follow one another as far as the segment goes.
    private static boolean isMidStream(Payload payload) {
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

    private static boolean alert(Payload payload, int at, Statements said) {
        int level = payload.u8(at + RECORD_HEADER);
        String name = TlsNames.alert(payload.u8(at + RECORD_HEADER + 1));
        if (level != 1 && level != 2 || name == null) {
            return false;
        }
        said.say(EvidenceKind.TLS_ALERT, (payload.fromClient() ? "client " : "server ") + (level == 1 ? "warning " : "fatal ") + name);
        return true;
    }

    /// Reads the messages of the handshake records that the payload begins with, then what follows them.
    private static Verdict handshake(Payload payload, Statements said) {
        HandshakeRecords records = HandshakeRecords.of(payload, 0);
        Payload messages = records.content();
        int at = 0;
        boolean certificateFollows = false;
        while (messages.length() > at) {
            int type = messages.u8(at);
            int length = messages.u24(at + 1);
            int end = at + MESSAGE_HEADER + length;
            boolean whole = length >= 0 && end <= messages.length();
            Payload body = messages.within(at + MESSAGE_HEADER, end);
            if (!whole && !payload.last() && !(type == CERTIFICATE && isFirstThere(body))) {
                return isPlausible(type, body) ? payload.want(records.bytesUpTo(length < 0 ? at + MESSAGE_HEADER : end)) : Verdict.NO;
            }
            switch (type) {
                case CLIENT_HELLO -> {
                    ClientHello hello = ClientHello.of(body, false);
                    if (hello == null) {
                        return whole ? Verdict.NO : Verdict.DONE;
                    }
                    hello.say(said, EvidenceKind.TLS_SNI, 't');
                }
                case SERVER_HELLO -> certificateFollows = ServerHello.say(body, said);
                case CERTIFICATE -> {
                    firstCertificate(body, payload.fromClient(), said);
                    certificateFollows = false;
                }
                case SERVER_HELLO_DONE -> certificateFollows = false;
                default -> {}
            }
            if (!whole) {
                return Verdict.DONE;
            }
            at = end;
        }
        return after(payload, records.end(), certificateFollows, said);
    }

    private static Verdict after(Payload payload, int at, boolean certificateFollows, Statements said) {
        int next = payload.u8(at);
        if (next == ALERT && payload.u16(at + 3) == ALERT_BYTES && payload.length() >= at + RECORD_HEADER + ALERT_BYTES) {
            alert(payload, at, said);
            return Verdict.DONE;
        }
        if (next == CHANGE_CIPHER_SPEC || next == APPLICATION_DATA || next == ALERT) {
            return Verdict.DONE;
        }
        return certificateFollows && !payload.last() ? payload.want(payload.length() + 1) : Verdict.GO_ON;
    }

    /// What is there of a hello fits, so that waiting for the rest is worth while.
    private static boolean isPlausible(int type, Payload body) {
        int version = body.u8(0);
        int sessionId = body.u8(34);
        return type != CLIENT_HELLO && type != SERVER_HELLO || version <= 3 && sessionId <= 32;
    }

    /// RFC 5246, 7.4.2: length of all certificates (3), then each with its length (3); the first is the server's own.
    private static boolean isFirstThere(Payload body) {
        return body.u24(3) >= 0 && 6 + body.u24(3) <= body.length();
    }

    static void firstCertificate(Payload body, boolean fromClient, Statements said) {
        if (!fromClient && body.u24(3) > 0) {
            Certificates.read(body.within(6, 6 + body.u24(3)), said);
            TorNames.look(said);
        }
    }
}
