package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// QUIC: version 1 (RFC 9000), version 2 (RFC 9369), the drafts from 22 on, Facebook's and Google's own. Decrypts the client's Initial packets until its ClientHello is whole, then the server's
/// until its ServerHello is; what costs time is done [#MAX_DECRYPTIONS] and [#MAX_ANSWER_DECRYPTIONS] times per flow at most. Remembers the keys and what came of the hellos.
final class QuicRecogniser extends Recogniser {
    /// Those of long headers, and of Google's public headers that name a version.
    static final String FIRST_BYTES = Entry.range(0x80, 0xFF) + GoogleQuic.FIRST_BYTES;
    /// A hello of the greatest length that is kept, in the shortest datagrams that carry one, with some lost and sent again.
    private static final int MAX_DECRYPTIONS = 24;
    /// Connection ids from which keys are derived: the client's first one, another after a Retry, one of the server's where the first packets are missing.
    private static final int MAX_DERIVATIONS = 4;
    /// RFC 9000, 12.2: packets of one datagram: Initial, 0-RTT, Handshake, each maybe twice.
    private static final int MAX_PACKETS = 6;
    private static final int MAX_DATAGRAMS = 64;
    private static final int MAX_CONNECTION_ID = 20;
    /// RFC 9000, 14.1: a client's first datagram is at least so long.
    private static final int MIN_INITIAL_BYTES = 1_200;
    private static final int LONG_HEADER = 0x80;
    private static final int FIXED_BIT = 0x40;
    private static final int VERSION = 1;
    private static final int VERSION_1 = 1;
    private static final int DESTINATION_ID = 5;

    /// A server's hello with post-quantum keys fills two packets, of which some may be sent again; packets of other kinds come between.
    private static final int MAX_ANSWERS = 8;
    private static final int MAX_ANSWER_DECRYPTIONS = 4;

    private QuicKeys keys;
    private CryptoStream hello;
    /// Which side said hello, and what both sides' keys come from; null until a packet of it was opened.
    private boolean helloFromClient;
    private byte[] connectionId;
    private QuicKeys serverKeys;
    private CryptoStream answer;
    private int answers;
    private int answerDecryptions;
    private int derivations;
    private int decryptions;
    private int datagrams;
    private boolean done;

    QuicRecogniser() {
        super(QuicRecogniser::isBegin, true);
    }

    @Override
    public String protocol() {
        return "quic";
    }

    @Override
    Recogniser ofFlow() {
        return new QuicRecogniser();
    }

    @Override
    public boolean mayCarryTls() {
        return false;
    }

    @Override
    public int heldBytes() {
        return (hello == null ? 0 : hello.heldBytes()) + (answer == null ? 0 : answer.heldBytes());
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (!payload.udp()) {
            return Verdict.NO;
        }
        if (connectionId != null && payload.fromClient() != helloFromClient) {
            return answer(payload, said);
        }
        if (done || ++datagrams > MAX_DATAGRAMS) {
            hello = null;
            return Verdict.DONE;
        }
        if ((payload.u8(0) & LONG_HEADER) == 0) {
            return GoogleQuic.isPublicHeader(payload) ? google(payload, said) : datagrams > 1 ? Verdict.GO_ON : Verdict.NO;
        }
        if (!isLongHeader(payload)) {
            return datagrams > 1 ? Verdict.GO_ON : Verdict.NO;
        }
        int number = (int) payload.u32(VERSION);
        QuicVersion version = QuicVersion.of(number);
        if (version == null) {
            return Verdict.GO_ON;
        }
        said.say(EvidenceKind.QUIC_VERSION, version.name());
        if (version.salt().length == 0) {
            return GoogleQuic.read(payload, said) ? finish() : Verdict.GO_ON;
        }
        packets(payload, version, number, false);
        return read(payload, version, said);
    }

    private static boolean isBegin(Payload p) {
        return p.udp() && ((p.u8(0) & LONG_HEADER) == 0 ? GoogleQuic.isPublicHeader(p) : isLongHeader(p));
    }

    private Verdict google(Payload payload, Statements said) {
        said.say(EvidenceKind.QUIC_VERSION, GoogleQuic.version(payload));
        return GoogleQuic.read(payload, said) ? finish() : Verdict.GO_ON;
    }

    private Verdict finish() {
        done = true;
        hello = null;
        keys = null;
        return Verdict.DONE;
    }

    /// RFC 9000, 17.2 and 15: a known version, one reserved to force negotiation, or (0) a negotiation; with connection ids that fit.
    private static boolean isLongHeader(Payload p) {
        int number = (int) p.u32(VERSION);
        int destination = p.u8(DESTINATION_ID);
        int source = p.u8(DESTINATION_ID + 1 + destination);
        if (p.length() < 7 || destination < 0) {
            return false;
        }
        QuicVersion version = QuicVersion.of(number);
        if (version != null && version.salt().length == 0) {
            return (p.u8(0) & FIXED_BIT) != 0;
        }
        if (destination > MAX_CONNECTION_ID || source < 0 || source > MAX_CONNECTION_ID) {
            return false;
        }
        if (number == 0) {
            int versions = p.length() - DESTINATION_ID - 2 - destination - source;
            return versions >= 4 && versions % 4 == 0 && destination + source >= 8 && isKnown(p, p.length() - versions);
        }
        boolean fixed = (p.u8(0) & FIXED_BIT) != 0 || p.length() >= MIN_INITIAL_BYTES;
        return fixed && version != null && (!version.isReserved() || p.length() >= MIN_INITIAL_BYTES);
    }

    /// A negotiation offers at least one version that is known.
    private static boolean isKnown(Payload p, int versionsAt) {
        for (int at = versionsAt; at < p.length(); at += 4) {
            int offered = (int) p.u32(at);
            if (QuicVersion.of(offered) != null && !QuicVersion.isReserved(offered)) {
                return true;
            }
        }
        return false;
    }

    /// What the other side says to the hello. Both sides' keys come from one connection id: the first that the client made up, or that of a Retry (RFC 9001, 5.2).
    private Verdict answer(Payload payload, Statements said) {
        int number = (int) payload.u32(VERSION);
        QuicVersion version = (payload.u8(0) & LONG_HEADER) != 0 && isLongHeader(payload) ? QuicVersion.of(number) : null;
        if (++answers > MAX_ANSWERS || answerDecryptions >= MAX_ANSWER_DECRYPTIONS) {
            return answered();
        }
        if (version == null || version.salt().length == 0) {
            return Verdict.GO_ON;
        }
        if ((payload.u8(0) >> 4 & 3) == (version.initialType() + 3 & 3)) {
            int source = DESTINATION_ID + 1 + payload.u8(DESTINATION_ID);
            connectionId = payload.copy(source + 1, Math.min(payload.length(), source + 1 + payload.u8(source)));
            serverKeys = null;
            return Verdict.GO_ON;
        }
        packets(payload, version, number, true);
        if (answer == null || answer.length() < TlsRecogniser.MESSAGE_HEADER) {
            return Verdict.GO_ON;
        }
        Payload message = payload.withBytes(answer.bytes(), 0, answer.length());
        int end = TlsRecogniser.MESSAGE_HEADER + message.u24(1);
        if (message.u8(0) == TlsRecogniser.SERVER_HELLO && message.length() < end) {
            return Verdict.GO_ON;
        }
        if (message.u8(0) == TlsRecogniser.SERVER_HELLO) {
            ServerHello.say(message.part(TlsRecogniser.MESSAGE_HEADER, end), said);
        }
        return answered();
    }

    private Verdict answered() {
        answers = MAX_ANSWERS;
        answer = null;
        serverKeys = null;
        return Verdict.DONE;
    }

    private Payload openAnswer(Payload datagram, QuicVersion version, int from, int numberAt, int end) {
        answerDecryptions++;
        serverKeys = serverKeys == null ? QuicKeys.ofServer(version, connectionId) : serverKeys;
        return serverKeys.open(datagram, from, numberAt, end, false);
    }

    /// Walks over the packets of a datagram and takes the hello's parts out of those that are Initial.
    ///
    /// @param ofServer whether it is the answer to a hello
    private void packets(Payload datagram, QuicVersion version, int number, boolean ofServer) {
        int at = 0;
        for (int i = 0; i < MAX_PACKETS && (datagram.u8(at) & LONG_HEADER) != 0 && (int) datagram.u32(at + VERSION) == number && decryptions < MAX_DECRYPTIONS; i++) {
            int destination = datagram.u8(at + DESTINATION_ID);
            int sourceAt = at + DESTINATION_ID + 1 + destination;
            int next = sourceAt + 1 + datagram.u8(sourceAt);
            int type = datagram.u8(at) >> 4 & 3;
            boolean initial = type == version.initialType();
            if (initial) {
                long token = datagram.varint(next);
                if (token < 0 || token > datagram.length()) {
                    return;
                }
                next += Payload.varintLength(datagram.u8(next)) + (int) token;
            }
            long length = datagram.varint(next);
            next += Payload.varintLength(datagram.u8(next));
            if (length < 0 || length > datagram.length() - next) {
                return;
            }
            int end = next + (int) length;
            if (initial) {
                take(ofServer ? openAnswer(datagram, version, at, next, end) : open(datagram, version, at, next, end), ofServer);
            }
            at = end;
        }
    }

    /// @param frames null where a packet could not be opened
    private void take(Payload frames, boolean ofServer) {
        if (frames != null && ofServer) {
            answer = answer == null ? new CryptoStream() : answer;
            QuicFrames.take(frames, answer);
        } else if (frames != null) {
            hello = hello == null ? new CryptoStream() : hello;
            QuicFrames.take(frames, hello);
        }
    }

    private Payload open(Payload datagram, QuicVersion version, int from, int numberAt, int end) {
        Payload frames = null;
        if (keys != null) {
            decryptions++;
            frames = keys.open(datagram, from, numberAt, end, true);
        }
        if (frames == null && derivations < MAX_DERIVATIONS) {
            frames = derived(datagram, version, from, numberAt, end);
            if (frames == null && version.isReserved()) {
                frames = derived(datagram, QuicVersion.of(VERSION_1), from, numberAt, end);
            }
        }
        return frames;
    }

    private Payload derived(Payload datagram, QuicVersion version, int from, int numberAt, int end) {
        derivations++;
        decryptions++;
        byte[] destination = datagram.copy(from + DESTINATION_ID + 1, from + DESTINATION_ID + 1 + datagram.u8(from + DESTINATION_ID));
        QuicKeys others = QuicKeys.ofClient(version, destination);
        Payload frames = others.open(datagram, from, numberAt, end, true);
        if (frames != null) {
            keys = others;
            connectionId = destination;
            serverKeys = null;
            helloFromClient = datagram.fromClient();
        }
        return frames;
    }

    private Verdict read(Payload payload, QuicVersion version, Statements said) {
        if (hello == null) {
            return decryptions >= MAX_DECRYPTIONS ? finish() : Verdict.GO_ON;
        }
        Payload message = payload.withBytes(hello.bytes(), 0, hello.length());
        if (version.isGoogleCrypto()) {
            return GoogleQuic.read(message, said) ? finish() : Verdict.GO_ON;
        }
        int end = TlsRecogniser.MESSAGE_HEADER + message.u24(1);
        if (message.u24(1) >= 0 && (message.u8(0) != TlsRecogniser.CLIENT_HELLO || message.length() >= end)) {
            ClientHello client = message.u8(0) == TlsRecogniser.CLIENT_HELLO ? ClientHello.of(message.part(TlsRecogniser.MESSAGE_HEADER, end), false) : null;
            if (client != null) {
                client.say(said, EvidenceKind.QUIC_SNI, 'q');
            }
            return finish();
        }
        return decryptions >= MAX_DECRYPTIONS ? finish() : Verdict.GO_ON;
    }
}
