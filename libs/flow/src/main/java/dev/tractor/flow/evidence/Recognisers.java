package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.range;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/// The table of all recognisers, in the order in which they are asked: the unmistakable first. Each entry says where its protocol can be at all, so that a
/// payload is shown to few: by transport and first byte, and, where the form alone would be mistaken, by port.
public final class Recognisers {
    private static final String UPPER_CASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int PORTS = 1 << 16;
    private static final int NO_PORT = 0;
    private static final int FIRST_BYTES = 256;
    private static final Recogniser[] NONE = {};

    private static final List<Entry> WEB = List.of(
            tcp(new TlsRecogniser(), bytes(0x14, 0x15, 0x16, 0x17)),
            tcp(new HttpRecogniser(), UPPER_CASE),
            tcp(new Http2Recogniser(), bytes(0, 'P')),
            both(new DnsRecogniser("dns", true), "", 53),
            both(new DnsRecogniser("mdns", true), "", 5353),
            both(new DnsRecogniser("llmnr", true), "", 5355),
            udp(new QuicRecogniser(), QuicRecogniser.FIRST_BYTES),
            udp(new DtlsRecogniser(), range(0x14, 0x18)));

    /// Asked last, since they look at every payload.
    private static final List<Entry> AT_ANY_PORT = List.of(both(new DnsRecogniser("dns", false), ""));

    private static final List<Entry> TABLE = Stream.of(
            WEB, TextProtocols.TABLE, NetworkProtocols.TABLE, MediaProtocols.TABLE, GameProtocols.TABLE, ApplicationProtocols.TABLE, DataProtocols.TABLE, OperationsProtocols.TABLE, PeerProtocols.TABLE, IndustrialProtocols.TABLE,
            ThingProtocols.TABLE,
            AT_ANY_PORT)
            .flatMap(List::stream).toList();

    private static final BitSet KNOWN_PORTS = new BitSet(PORTS);
    /// By port (0: none that is known) and first byte; filled when one is seen first.
    private static final Candidates[][] TCP = new Candidates[PORTS][];
    private static final Candidates[][] UDP = new Candidates[PORTS][];

    /// Safe to be seen by threads that did not make it; two may make the same one.
    private record Candidates(Recogniser[] inOrder) {}

    static {
        for (Entry entry : TABLE) {
            for (int port : entry.ports()) {
                KNOWN_PORTS.set(port);
            }
        }
    }

    private Recognisers() {}

    /// Those that may know a payload of this transport, first byte and ports, in the order in which to ask. Where both sides have a port of a recogniser, the
    /// server's counts.
    ///
    /// @param payload not empty
    public static Recogniser[] candidates(Payload payload) {
        return candidates(payload, KNOWN_PORTS.get(payload.serverPort()) ? payload.serverPort() : KNOWN_PORTS.get(payload.clientPort()) ? payload.clientPort() : NO_PORT);
    }

    /// Those that may know the payload by the client's port, where the server has another port of a recogniser: to be asked when all [#candidates] have said no.
    public static Recogniser[] candidatesOfClient(Payload payload) {
        boolean both = payload.clientPort() != payload.serverPort() && KNOWN_PORTS.get(payload.clientPort()) && KNOWN_PORTS.get(payload.serverPort());
        return both ? candidates(payload, payload.clientPort()) : NONE;
    }

    private static Recogniser[] candidates(Payload payload, int port) {
        Candidates[][] tables = payload.udp() ? UDP : TCP;
        Candidates[] ofPort = tables[port];
        if (ofPort == null) {
            ofPort = new Candidates[FIRST_BYTES];
            tables[port] = ofPort;
        }
        int first = payload.u8(0);
        Candidates candidates = ofPort[first];
        if (candidates == null) {
            candidates = new Candidates(candidates(payload.udp(), port, first));
            ofPort[first] = candidates;
        }
        return candidates.inOrder;
    }

    private static Recogniser[] candidates(boolean udp, int port, int firstByte) {
        List<Recogniser> fitting = new ArrayList<>();
        for (Entry entry : TABLE) {
            if (entry.fits(udp, firstByte) && entry.at(port)) {
                fitting.add(entry.recogniser());
            }
        }
        return fitting.toArray(Recogniser[]::new);
    }

    /// True when TLS or DTLS may begin with these bytes: a cheap look before the real one.
    public static boolean beginsTls(boolean udp, byte[] frames, int start, int count) {
        return udp
                ? count > 13 && DtlsRecogniser.isHello(frames[start], frames[start + 1] & 0xFF, frames[start + 13])
                : count > 5 && TlsRecogniser.isClientHello(frames[start], frames[start + 1], frames[start + 5]);
    }

    /// The names of all protocols.
    static List<String> protocols() {
        return TABLE.stream().map(entry -> entry.recogniser().protocol()).distinct().toList();
    }
}
