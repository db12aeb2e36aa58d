package dev.tractor.fuzz;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.EMPTY;
import static dev.tractor.testsupport.Frames.FIN;
import static dev.tractor.testsupport.Frames.SYN;

import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.index.PacketIndexWriter;
import dev.tractor.packet.LinkType;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// The inputs that fuzzing begins with.
final class Seeds {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.0.2";

    private Seeds() {}

    // ---- captures

    static List<byte[]> pcap() {
        return List.of(filled(CaptureBuilder.pcap()), filled(CaptureBuilder.pcap(ByteOrder.BIG_ENDIAN, true, CaptureBuilder.LINKTYPE_ETHERNET)));
    }

    static List<byte[]> pcapng() {
        CaptureBuilder blocks = filledBuilder(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, CaptureBuilder.LINKTYPE_ETHERNET)).pcapngInterface(false, CaptureBuilder.LINKTYPE_RAW);
        blocks.pcapngBlock(4, new byte[8]).pcapngBlock(3, ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN).putInt(40).array()).pcapngBlock(0xBAD, new byte[5]);
        return List.of(filled(CaptureBuilder.pcapng(ByteOrder.BIG_ENDIAN, false, CaptureBuilder.LINKTYPE_ETHERNET)), blocks.toBytes());
    }

    static List<byte[]> gzip() {
        return compressed(GZIPOutputStream::new);
    }

    static List<byte[]> zstd() {
        return compressed(ZstdOutputStream::new);
    }

    static List<byte[]> captures() {
        return Stream.of(pcap(), pcapng(), gzip()).flatMap(List::stream).toList();
    }

    static List<byte[]> capturesAndCases() {
        return Stream.concat(captures().stream(), ConformanceCases.captures().stream()).toList();
    }

    private interface Compressor {
        OutputStream of(OutputStream out) throws IOException;
    }

    private static List<byte[]> compressed(Compressor compressor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compressor.of(bytes)) {
            out.write(pcap().getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(bytes.toByteArray());
    }

    private static byte[] filled(CaptureBuilder capture) {
        return filledBuilder(capture).toBytes();
    }

    private static CaptureBuilder filledBuilder(CaptureBuilder capture) {
        packets().forEach(frame -> capture.packet(frame).after(Duration.ofMillis(300)));
        return capture.after(Duration.ofSeconds(61)).packet(packets().getFirst());
    }

    private static List<byte[]> packets() {
        byte[] datagram = Frames.udp(5000, 53, Frames.dns("a.example", null));
        return List.of(
                Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.TCP, Frames.tcp(5000, 443, SYN, 1, 0, EMPTY))),
                Frames.ethernet(Frames.ipv4(SERVER, CLIENT, Frames.TCP, Frames.tcp(443, 5000, SYN | ACK, 9, 2, EMPTY))),
                Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.TCP, Frames.tcp(5000, 443, ACK, 2, 10, Frames.clientHello("a.example", "h2")))),
                Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.TCP, Frames.tcp(5000, 443, ACK | FIN, 200, 10, EMPTY))),
                Frames.ethernet(Frames.ipv4Fragment(CLIENT, SERVER, Frames.UDP, 7, 24, false, new byte[8])),
                Frames.ethernet(Frames.ipv4Fragment(CLIENT, SERVER, Frames.UDP, 7, 0, true, Frames.udp(6000, 6001, new byte[16]))),
                Frames.vlan(7, Frames.ipv4(CLIENT, SERVER, Frames.ICMP, Frames.icmpEcho(true, 3))),
                Frames.ethernet(Frames.ipv6("::1", "::2", Frames.UDP, datagram)),
                Frames.ethernet(0x0806, new byte[28]));
    }

    // ---- frames

    /// Each frame as each link type that it may follow: its header is then taken for what it is not, which is as good a beginning.
    static List<byte[]> frames() {
        List<byte[]> seeds = new ArrayList<>();
        for (byte[] frame : Stream.concat(packets().stream(), tunnels().stream()).toList()) {
            seeds.add(concat(new byte[] {(byte) LinkType.ETHERNET.ordinal(), 0}, frame));
        }
        byte[] ip = Frames.ipv4(CLIENT, SERVER, Frames.UDP, Frames.udp(1, 2, EMPTY));
        link(seeds, LinkType.RAW, EMPTY, ip);
        link(seeds, LinkType.NULL, new byte[] {2, 0, 0, 0}, ip);
        link(seeds, LinkType.LOOP, new byte[] {0, 0, 0, 2}, ip);
        link(seeds, LinkType.PPP, new byte[] {(byte) 0xff, 3, 0, 0x21}, ip);
        link(seeds, LinkType.PPP_ETHER, new byte[] {0x11, 0, 0, 1, 0, 30, 0, 0x21}, ip);
        link(seeds, LinkType.C_HDLC, new byte[] {0x0f, 0, 8, 0}, ip);
        link(seeds, LinkType.LINUX_SLL, ByteBuffer.allocate(16).putShort(14, (short) 0x0800).array(), ip);
        link(seeds, LinkType.LINUX_SLL2, ByteBuffer.allocate(20).putShort(0, (short) 0x0800).array(), ip);
        byte[] dataFrame = ByteBuffer.allocate(32).put(0, (byte) 8).putInt(24, 0xaaaa0300).putInt(28, 0x0800).array();
        link(seeds, LinkType.IEEE802_11, dataFrame, ip);
        link(seeds, LinkType.IEEE802_11_RADIOTAP, new byte[] {0, 0, 8, 0, 0, 0, 0, 0}, concat(dataFrame, ip));
        link(seeds, LinkType.PPI, new byte[] {0, 0, 8, 0, 105, 0, 0, 0}, concat(dataFrame, ip));
        link(seeds, LinkType.IPNET, new byte[24], ip);
        seeds.addAll(ConformanceCases.frames());
        return seeds;
    }

    private static void link(List<byte[]> seeds, LinkType type, byte[] header, byte[] rest) {
        seeds.add(concat(concat(new byte[] {(byte) type.ordinal(), 0}, header), rest));
    }

    private static List<byte[]> tunnels() {
        byte[] inner = Frames.ipv4("192.168.0.1", "192.168.0.2", Frames.TCP, Frames.tcp(1, 2, SYN, 1, 0, EMPTY));
        byte[] vxlan = concat(new byte[] {8, 0, 0, 0, 0, 0, 5, 0}, Frames.ethernet(inner));
        byte[] geneve = concat(new byte[] {1, 0, 0x65, 0x58, 0, 0, 5, 0, 0, 0, 0, 0}, Frames.ethernet(inner));
        byte[] gtp = concat(new byte[] {0x34, (byte) 0xff, 0, 52, 0, 0, 0, 1, 0, 0, 0, (byte) 0x85, 1, 0, 0, 0}, inner);
        byte[] teredo = concat(new byte[] {0, 0, 1, 2, 3, 4, 5, 6}, Frames.ipv6("::1", "::2", Frames.UDP, Frames.udp(1, 2, EMPTY)));
        byte[] gre = concat(new byte[] {(byte) 0xb0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2}, inner);
        byte[] fragmentHeader = {17, 0, 0, 1, 0, 0, 0, 9};
        byte[] hopByHop = {44, 0, 1, 4, 0, 0, 0, 0};
        return List.of(
                Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.UDP, Frames.udp(9, 4789, vxlan))),
                Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.UDP, Frames.udp(9, 6081, geneve))),
                Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.UDP, Frames.udp(9, 2152, gtp))),
                Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.UDP, Frames.udp(9, 3544, teredo))),
                Frames.ethernet(Frames.ipv4(CLIENT, SERVER, 47, gre)),
                Frames.ethernet(Frames.ipv4(CLIENT, SERVER, 4, inner)),
                Frames.ethernet(Frames.ipv6("::1", "::2", 0, concat(concat(hopByHop, fragmentHeader), Frames.udp(1, 2, EMPTY)))),
                Frames.ethernet(0x8847, concat(new byte[] {0, 1, 1, 64}, inner)),
                Frames.ethernet(0x8864, concat(new byte[] {0x11, 0, 0, 1, 0, 30, 0, 0x21}, inner)));
    }

    // ---- scripts of packets, see Conversation and Fragmented

    static List<byte[]> conversations() {
        return List.of(
                new byte[] {0x40, 2, 0, 0, 0x41, 0x12, 2, 0, 0x50, 0x10, 2, 0, 0x50, 0x18, 3, 100, 0x41, 0x11, 5, 0, 0x50, 0x11, 2, 0, 0x50, 2, 8, 0},
                new byte[] {0x48, 0, 0, 10, 0x49, 0, 5, 20, 0x4a, 0, 8, 30, 0x48, 0, 13, 40, 0x48, 0, 14, 50});
    }

    static List<byte[]> fragments() {
        return List.of(new byte[] {4, 3, 0, 16, 4, 0, 1, 24, 0, 5, 1, 8, 13, 2, 1, 8, 12, 0, 1, 32, 2, 9, 30, 8});
    }

    // ---- payloads, see Said

    static List<byte[]> payloads() {
        List<byte[]> seeds = new ArrayList<>(List.of(
                payload(2, 443, Frames.clientHello("www.example.org", "h2")),
                payload(2, 80, Frames.httpGet("www.example.org", "/", "curl/8")),
                payload(3, 53, Frames.dns("www.example.org", null)),
                payload(1, 53, Frames.dns("www.example.org", "192.0.2.1")),
                payload(1, 5353, Frames.dns("host.local", "192.0.2.1"))));
        for (String text : List.of("HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "+OK ready\r\n", "* OK ready\r\n", "INVITE sip:a@b SIP/2.0\r\n",
                "OPTIONS rtsp://a/b RTSP/1.0\r\n", "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n", "\u0013BitTorrent protocol", "NICK a\r\n", "RFB 003.008\n")) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            seeds.add(payload(2, 40_000, bytes));
            seeds.add(payload(1, 40_000, bytes));
        }
        byte[] headers = HexFormat.of().parseHex("000000040000000000" + "00001a010500000001" + "828684418cf1e3c2e5f23a6ba0ab90f4ff" + "400161027a7abe5f0178");
        seeds.add(payload(2, 8080, concat("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII), headers)));
        seeds.add(payload(0, 8080, headers));
        // A ServerHello that ends within its cipher suite.
        seeds.add(payload(0, 443, HexFormat.of().parseHex("1603030028" + "02000024" + "0303" + "00".repeat(32) + "00" + "13")));
        seeds.add(payload(2, 554, "SETUP rtsp://a/b RTSP/1.0\r\nTransport: RTP/AVP;unicast;client_port=8000-8001\r\nContent-Length: 3\r\n\r\nv=0".getBytes(StandardCharsets.US_ASCII)));
        seeds.add(payload(3, 5060, "INVITE sip:a@b SIP/2.0\r\n\r\nv=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 9 RTP/AVP 0\r\na=rtcp:10\r\na=candidate:1 1 UDP 1 192.0.2.1 9 typ host\r\n".getBytes(StandardCharsets.US_ASCII)));
        seeds.add(payload(0, 21, "220 FTP ready\r\n".getBytes(StandardCharsets.US_ASCII)));
        seeds.add(payload(0, 25, "220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII)));
        seeds.add(payload(3, 67, ByteBuffer.allocate(300).putInt(236, 0x63825363).array()));
        return seeds;
    }

    /// Blocks of RFC 7541, appendix C, and references to added fields, one of them to none.
    static List<byte[]> headers() {
        return Stream.of(
                "400a637573746f6d2d6b65790d637573746f6d2d686561646572", "040c2f73616d706c652f70617468", "100870617373776f726406736563726574", "828684418cf1e3c2e5f23a6ba0ab90f4ff",
                "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3", "400161 0162 be 7e0163 bf c0", "3fe11f 82")
                .map(block -> HexFormat.of().parseHex(block.replace(" ", ""))).toList();
    }

    private static byte[] payload(int transport, int port, byte[] bytes) {
        return concat(new byte[] {(byte) transport, Said.port(port)}, bytes);
    }

    // ---- dialogues, see Dialogue

    static List<byte[]> dialogues() {
        String sdp = "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\nc=IN IP4 10.0.0.1\r\nm=audio 50001 RTP/AVP 0\r\n";
        return List.of(
                dialogue(2, 80, "GET / HTTP/1.1\r\nHo", "\1st: a.example\r\n\r\n", "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"),
                dialogue(0, 21, "220 ready\r\n", "PASV\r\n", "227 Entering Passive Mode (10,0,0,2,195,81)\r\n", "\4data"),
                dialogue(2, 21, "PORT 10,0,0,1,195,81\r\n", "200 ok\r\n", "EPRT |1|10.0.0.1|50001|\r\n", "\4data"),
                dialogue(2, 21, "EPSV\r\n", "229 Entering Extended Passive Mode (|||50001|)\r\n", "\4data"),
                dialogue(3, 5060, "INVITE sip:a@b SIP/2.0\r\nContent-Type: application/sdp\r\n\r\n" + sdp, "SIP/2.0 200 OK\r\n\r\n" + sdp, "\4\200\0\0\1rtp"),
                dialogue(2, 554, "SETUP rtsp://a/b RTSP/1.0\r\nTransport: RTP/AVP;unicast;client_port=50001-50002\r\n\r\n",
                        "RTSP/1.0 200 OK\r\nTransport: RTP/AVP;unicast;client_port=50001-50002;server_port=50001-50002\r\n\r\n"),
                dialogue(3, 69, "\0\1boot.cfg\0octet\0", "\0\3\0\1data"));
    }

    /// A packet of each text; its first character says more about it when it is a control character.
    private static byte[] dialogue(int transport, int port, String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) transport, Said.port(port)});
        for (int i = 0; i < texts.length; i++) {
            boolean about = texts[i].charAt(0) == 1 || texts[i].charAt(0) == 4;
            out.writeBytes(i == 0 ? EMPTY : new byte[] {Dialogue.SEPARATOR});
            out.writeBytes(((about ? "" : "\0") + texts[i]).getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }

    // ---- indexes, see Index

    static List<byte[]> indexes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PacketIndexWriter index = new PacketIndexWriter(out, "0123456789abcdef");
            FlowMeter.meter(new ByteArrayInputStream(pcap().getFirst()), MeterOptions.standard(), _ -> { }, index, null);
            index.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(concat(new byte[] {0}, out.toByteArray()), concat(new byte[] {1}, out.toByteArray()));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }
}
