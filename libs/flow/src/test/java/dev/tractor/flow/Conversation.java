package dev.tractor.flow;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.SYN;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// One flow of a capture in the making: what its sides say to each other, in order unless a test says otherwise.
final class Conversation {
    static final String CLIENT = "10.0.0.1";
    static final String SERVER = "93.184.216.34";
    private static final int CLIENT_PORT = 50_000;
    private static final int CLIENT_ISN = 999;
    private static final int SERVER_ISN = 4_999;

    private final CaptureBuilder capture = CaptureBuilder.pcap();
    private final boolean udp;
    private final int port;
    private int clientNext = CLIENT_ISN + 1;
    private int serverNext = SERVER_ISN + 1;

    private Conversation(boolean udp, int port) {
        this.udp = udp;
        this.port = port;
    }

    /// With a handshake of two packets.
    static Conversation tcp(int serverPort) {
        Conversation conversation = new Conversation(false, serverPort);
        conversation.segment(true, CLIENT_ISN, SYN, Frames.EMPTY);
        conversation.segment(false, SERVER_ISN, SYN | ACK, Frames.EMPTY);
        return conversation;
    }

    static Conversation udp(int serverPort) {
        return new Conversation(true, serverPort);
    }

    private void segment(boolean forward, int sequence, int flags, byte[] payload) {
        byte[] transport = udp
                ? forward ? Frames.udp(CLIENT_PORT, port, payload) : Frames.udp(port, CLIENT_PORT, payload)
                : forward ? Frames.tcp(CLIENT_PORT, port, flags, sequence, 0, payload) : Frames.tcp(port, CLIENT_PORT, flags, sequence, 0, payload);
        int protocol = udp ? Frames.UDP : Frames.TCP;
        capture.packet(Frames.ethernet(forward ? Frames.ipv4(CLIENT, SERVER, protocol, transport) : Frames.ipv4(SERVER, CLIENT, protocol, transport)));
    }

    Conversation client(byte[] payload) {
        segment(true, clientNext, ACK, payload);
        clientNext += payload.length;
        return this;
    }

    Conversation server(byte[] payload) {
        segment(false, serverNext, ACK, payload);
        serverNext += payload.length;
        return this;
    }

    Conversation client(String text) {
        return client(ascii(text));
    }

    Conversation server(String text) {
        return server(ascii(text));
    }

    /// A segment that lies `ahead` bytes behind what the client said so far; that does not count as said.
    Conversation clientAt(int ahead, byte[] payload) {
        segment(true, clientNext + ahead, ACK, payload);
        return this;
    }

    Conversation serverAt(int ahead, byte[] payload) {
        segment(false, serverNext + ahead, ACK, payload);
        return this;
    }

    /// Every statement as `kind=value`, in the order of the alphabet.
    List<String> said() {
        return evidence().stream().map(evidence -> evidence.kind().label() + "=" + evidence.value()).sorted().toList();
    }

    /// The values of one kind, in the order in which they were said.
    List<String> said(EvidenceKind kind) {
        return evidence().stream().filter(evidence -> evidence.kind() == kind).map(Evidence::value).toList();
    }

    /// The packet that said something of that kind first.
    int packetOf(EvidenceKind kind) {
        return evidence().stream().filter(evidence -> evidence.kind() == kind).findFirst().orElseThrow().packet();
    }

    private List<Evidence> evidence() {
        return Metered.of(capture).flows().getFirst().evidence();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }
}
