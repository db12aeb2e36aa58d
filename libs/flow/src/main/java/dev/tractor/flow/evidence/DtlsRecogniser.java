package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// DTLS (RFC 6347, RFC 9147), also in its oldest form: both hellos, the server's certificate up to version 1.2. Remembers the parts of messages that came in
/// several datagrams.
///
/// ```
/// record:    type 1 | version 2 | epoch 2 | number 6 | length 2
/// handshake: type 1 | length 3 | message number 2 | offset of the fragment 3 | its length 3
/// ```
final class DtlsRecogniser extends Recogniser {
    /// From before RFC 4347 had a number; Cisco's client alone has kept it.
    private static final int VERSION_OF_ANYCONNECT = 0x0100;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int HEARTBEAT = 24;
    private static final int RECORD_HEADER = 13;
    private static final int MESSAGE_HEADER = 12;
    private static final int EPOCH = 3;
    private static final int LENGTH = 11;
    private static final int HELLO_VERIFY_REQUEST = 3;
    /// A server's flight has five messages; fragments may come twice.
    private static final int MAX_RECORDS = 16;
    private static final int MAX_DATAGRAMS = 64;

    private Message clientHello;
    private Message serverHello;
    private Message certificate;
    private int datagrams;

    /// A message as far as its fragments came.
    ///
    /// @param number a hello that is sent again with a cookie has another one
    private record Message(int number, int length, CryptoStream fragments) {
        boolean isWhole() {
            return fragments.length() >= Math.min(length, CryptoStream.MAX_BYTES);
        }
    }

    DtlsRecogniser() {
        super(null, true);
    }

    @Override
    public String protocol() {
        return "dtls";
    }

    @Override
    Recogniser ofFlow() {
        return new DtlsRecogniser();
    }

    @Override
    public boolean mayCarryTls() {
        return false;
    }

    @Override
    public int heldBytes() {
        return held(clientHello) + held(serverHello) + held(certificate);
    }

    private static int held(Message message) {
        return message == null ? 0 : message.fragments.heldBytes();
    }

    /// True when a datagram that begins so may begin a flow's DTLS.
    static boolean isHello(int type, int majorVersion, int messageType) {
        return type == HANDSHAKE && majorVersion == 0xFE && messageType >= TlsRecogniser.CLIENT_HELLO && messageType <= HELLO_VERIFY_REQUEST;
    }

    private static boolean isRecord(Payload p, int at) {
        int version = p.u16(at + 1);
        int type = p.u8(at);
        boolean known = version == 0xFEFF || version == 0xFEFD || version == 0xFEFC || version == VERSION_OF_ANYCONNECT && p.u16(at + EPOCH) == 0 && type == HANDSHAKE;
        return known && type >= CHANGE_CIPHER_SPEC && type <= HEARTBEAT && p.u16(at + LENGTH) > 0 && at + RECORD_HEADER + p.u16(at + LENGTH) <= p.length();
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (!payload.udp() || !isRecord(payload, 0)) {
            return datagrams > 0 && datagrams++ < MAX_DATAGRAMS ? Verdict.GO_ON : Verdict.NO;
        }
        if (++datagrams == 1 && payload.u16(1) == VERSION_OF_ANYCONNECT) {
            said.say(EvidenceKind.APPLICATION, "cisco-vpn");
        }
        int at = 0;
        for (int i = 0; i < MAX_RECORDS && isRecord(payload, at); i++) {
            int type = payload.u8(at);
            int end = at + RECORD_HEADER + payload.u16(at + LENGTH);
            if (type == ALERT && end - at == RECORD_HEADER + 2) {
                alert(payload, at + RECORD_HEADER, said);
            } else if (type != HANDSHAKE || payload.u16(at + EPOCH) != 0) {
                return Verdict.DONE;
            } else if (handshake(payload, at + RECORD_HEADER, end, said)) {
                return Verdict.DONE;
            }
            at = end;
        }
        return datagrams < MAX_DATAGRAMS ? Verdict.GO_ON : Verdict.DONE;
    }

    private static void alert(Payload payload, int at, Statements said) {
        String name = TlsNames.alert(payload.u8(at + 1));
        if (name != null && (payload.u8(at) == 1 || payload.u8(at) == 2)) {
            said.say(EvidenceKind.TLS_ALERT, (payload.fromClient() ? "client " : "server ") + (payload.u8(at) == 1 ? "warning " : "fatal ") + name);
        }
    }

    /// Reads the messages of one record.
    ///
    /// @return true when nothing more is to be learned from this direction
    private boolean handshake(Payload payload, int from, int end, Statements said) {
        int at = from;
        while (at + MESSAGE_HEADER <= end) {
            int next = at + MESSAGE_HEADER + payload.u24(at + 9);
            if (next > end || payload.u24(at + 6) + payload.u24(at + 9) > payload.u24(at + 1)) {
                return false;
            }
            switch (payload.u8(at)) {
                case TlsRecogniser.CLIENT_HELLO -> {
                    clientHello = add(clientHello, payload, at);
                    if (clientHello.isWhole()) {
                        ClientHello hello = ClientHello.of(body(payload, clientHello), true);
                        clientHello = null;
                        if (hello != null) {
                            hello.say(said, EvidenceKind.TLS_SNI, 'd');
                        }
                        return true;
                    }
                }
                case TlsRecogniser.SERVER_HELLO -> {
                    serverHello = add(serverHello, payload, at);
                    if (serverHello.isWhole()) {
                        boolean certificateFollows = ServerHello.say(body(payload, serverHello), said);
                        serverHello = null;
                        if (!certificateFollows) {
                            return true;
                        }
                    }
                }
                case TlsRecogniser.CERTIFICATE -> {
                    certificate = add(certificate, payload, at);
                    if (certificate.isWhole()) {
                        TlsRecogniser.firstCertificate(body(payload, certificate), payload.fromClient(), said);
                        certificate = null;
                        return true;
                    }
                }
                default -> {}
            }
            at = next;
        }
        return false;
    }

    private static Message add(Message known, Payload payload, int at) {
        int number = payload.u16(at + 4);
        Message message = known == null || known.number != number ? new Message(number, payload.u24(at + 1), new CryptoStream()) : known;
        message.fragments.put(payload, at + MESSAGE_HEADER, payload.u24(at + 6), payload.u24(at + 9));
        return message;
    }

    private static Payload body(Payload payload, Message message) {
        return payload.withBytes(message.fragments.bytes(), 0, Math.min(message.length, message.fragments.length()));
    }
}
