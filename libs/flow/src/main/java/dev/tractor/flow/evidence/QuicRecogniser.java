package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// QUIC: version 1 (RFC 9000), version 2 (RFC 9369), the drafts from 22 on, Facebook's and Google's own. Decrypts the client's Initial packets until its
/// ClientHello is whole; what costs time is done [#MAX_DECRYPTIONS] times per flow at most. Remembers the keys and what came of the hello.
final class QuicRecogniser implements Recogniser {
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

    private static final int PADDING = 0;
    private static final int PING = 1;
    private static final int ACK = 2;
    private static final int ACK_ECN = 3;
    private static final int CRYPTO = 6;
    private static final int CONNECTION_CLOSE = 0x1C;
    private static final int APPLICATION_CLOSE = 0x1D;
    /// The number of that frame in Q050 and T050.
    private static final int CRYPTO_OF_GOOGLE = 8;

    private QuicKeys keys;
    private CryptoStream hello;
    private int derivations;
    private int decryptions;
    private int datagrams;
    private boolean done;

    @Override
    public String protocol() {
        return "quic";
    }

    @Override
    public Recogniser ofFlow() {
        return new QuicRecogniser();
    }

    @Override
    public boolean mayCarryTls() {
        return false;
    }

    @Override
    public int heldBytes() {
        return hello == null ? 0 : hello.heldBytes();
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (!payload.udp()) {
            return Verdict.NO;
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
        packets(payload, version, number);
        return read(payload, version, said);
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

    /// Walks over the packets of a datagram and takes the hello's parts out of those that are Initial.
    private void packets(Payload datagram, QuicVersion version, int number) {
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
                Payload frames = open(datagram, version, at, next, end);
                if (frames != null) {
                    frames(frames, true);
                }
            }
            at = end;
        }
    }

    private Payload open(Payload datagram, QuicVersion version, int from, int numberAt, int end) {
        Payload frames = null;
        if (keys != null) {
            decryptions++;
            frames = opened(keys, datagram, from, numberAt, end);
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
        QuicKeys others = QuicKeys.ofClient(version, datagram.copy(from + DESTINATION_ID + 1, from + DESTINATION_ID + 1 + datagram.u8(from + DESTINATION_ID)));
        Payload frames = opened(others, datagram, from, numberAt, end);
        keys = frames == null ? keys : others;
        return frames;
    }

    /// @return null when what comes out is no row of frames: the keys are not the packet's
    private Payload opened(QuicKeys tried, Payload datagram, int from, int numberAt, int end) {
        byte[] content = tried.open(datagram, from, numberAt, end);
        Payload frames = content == null ? null : datagram.withBytes(content, 0, content.length);
        return frames != null && frames(frames, false) ? frames : null;
    }

    /// RFC 9000, 19 and 12.4: an Initial packet has PADDING, PING, ACK, CRYPTO and CONNECTION_CLOSE frames; Google's versions have others
    /// behind the hello.
    ///
    /// @param take whether the parts of the hello are taken, or the frames only looked over
    /// @return false when they are not well formed
    private boolean frames(Payload frames, boolean take) {
        int at = 0;
        boolean hasCrypto = false;
        while (at < frames.length()) {
            int type = frames.u8(at);
            switch (type) {
                case PADDING, PING -> at++;
                case CRYPTO, CRYPTO_OF_GOOGLE -> {
                    long offset = frames.varint(at + 1);
                    int lengthAt = at + 1 + Payload.varintLength(frames.u8(at + 1));
                    long length = frames.varint(lengthAt);
                    int dataAt = lengthAt + Payload.varintLength(frames.u8(lengthAt));
                    if (offset < 0 || length < 0 || length > frames.length() - dataAt) {
                        return false;
                    }
                    hasCrypto = true;
                    if (take) {
                        hello = hello == null ? new CryptoStream() : hello;
                        hello.put(frames, dataAt, offset, (int) length);
                    }
                    at = dataAt + (int) length;
                }
                case ACK, ACK_ECN -> {
                    at = behindAck(frames, at + 1, type == ACK_ECN);
                    if (at < 0) {
                        return false;
                    }
                }
                default -> {
                    return hasCrypto || type == CONNECTION_CLOSE || type == APPLICATION_CLOSE;
                }
            }
        }
        return true;
    }

    /// Largest, delay, count of ranges, first range, then two numbers for each range, and three counts of ECN.
    private static int behindAck(Payload frames, int from, boolean ecn) {
        long ranges = frames.varint(behind(frames, from, 2));
        if (ranges < 0 || ranges > frames.length()) {
            return -1;
        }
        int end = behind(frames, from, 4 + 2 * (int) ranges + (ecn ? 3 : 0));
        return end > frames.length() ? -1 : end;
    }

    private static int behind(Payload frames, int from, int integers) {
        int at = from;
        for (int i = 0; i < integers && at < frames.length(); i++) {
            at += Payload.varintLength(frames.u8(at));
        }
        return at;
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
