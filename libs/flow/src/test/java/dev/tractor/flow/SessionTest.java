package dev.tractor.flow;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.SYN;
import static dev.tractor.vocabulary.LinkKind.DNS_ANSWER;
import static dev.tractor.vocabulary.LinkKind.FTP_DATA;
import static dev.tractor.vocabulary.LinkKind.GATEWAY_MEDIA;
import static dev.tractor.vocabulary.LinkKind.RTSP_MEDIA;
import static dev.tractor.vocabulary.LinkKind.SAME_CALL;
import static dev.tractor.vocabulary.LinkKind.SAME_INFO_HASH;
import static dev.tractor.vocabulary.LinkKind.SAME_MEDIA_SOCKET;
import static dev.tractor.vocabulary.LinkKind.SAME_SITE;
import static dev.tractor.vocabulary.LinkKind.SIP_MEDIA;
import static dev.tractor.vocabulary.LinkKind.TFTP_TRANSFER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.flow.session.Session;
import dev.tractor.flow.session.SessionFeatures;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.LinkKind;
import dev.tractor.vocabulary.SessionLink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which flows make a session, and why.
class SessionTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";
    private static final double NONE = Double.NaN;

    private final CaptureBuilder capture = CaptureBuilder.pcap();
    private final Map<String, Integer> nextSequence = new HashMap<>();

    private SessionTest tcp(String source, int sourcePort, String target, int targetPort, String text) {
        return tcp(source, sourcePort, target, targetPort, text.getBytes(ISO_8859_1));
    }

    private SessionTest tcp(String source, int sourcePort, String target, int targetPort, byte[] payload) {
        boolean opens = payload.length == 0;
        String direction = source + ":" + sourcePort + ">" + target + ":" + targetPort;
        int sequence = nextSequence.getOrDefault(direction, 1);
        nextSequence.put(direction, sequence + (opens ? 1 : payload.length));
        capture.packet(Frames.ethernet(Frames.ipv4(source, target, Frames.TCP, Frames.tcp(sourcePort, targetPort, opens ? SYN : ACK, sequence, 0, payload))));
        return this;
    }

    private SessionTest udp(String source, int sourcePort, String target, int targetPort, byte[] payload) {
        capture.packet(Frames.ethernet(Frames.ipv4(source, target, Frames.UDP, Frames.udp(sourcePort, targetPort, payload))));
        return this;
    }

    private SessionTest udp(String source, int sourcePort, String target, int targetPort, String text) {
        return udp(source, sourcePort, target, targetPort, text.getBytes(ISO_8859_1));
    }

    /// A whole flow of one client to a TLS server.
    private SessionTest tls(int clientPort, String server, String name) {
        return tcp(CLIENT, clientPort, server, 443, Frames.EMPTY).tcp(CLIENT, clientPort, server, 443, Frames.clientHello(name, "h2"));
    }

    private SessionTest after(long milliseconds) {
        capture.after(Duration.ofMillis(milliseconds));
        return this;
    }

    private Metering of() {
        List<Session> sessions = new ArrayList<>();
        MeterResult result;
        try {
            result = FlowMeter.meter(new ByteArrayInputStream(capture.toBytes()), MeterOptions.standard().withSessions(), new FlowSink() {
                @Override
                public void flow(FlowView flow) {
                    // only sessions are looked at
                }

                @Override
                public void session(Session session) {
                    sessions.add(session);
                }
            }, null, null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Metering(result, sessions);
    }

    private record Metering(MeterResult result, List<Session> sessions) {}

    private List<Session> sessions() {
        return of().sessions();
    }

    private static SessionLink link(long from, long to, LinkKind kind, String evidence) {
        return new SessionLink(from, to, kind, evidence);
    }

    private void assertOneSession(List<Long> flows, SessionLink... links) {
        List<Session> sessions = sessions();
        assertEquals(1, sessions.size(), sessions::toString);
        assertEquals(flows, sessions.getFirst().flows());
        assertEquals(List.of(links), sessions.getFirst().links());
    }

    private SessionTest ftp() {
        return tcp(CLIENT, 40_000, SERVER, 21, Frames.EMPTY).tcp(SERVER, 21, CLIENT, 40_000, "220 ready\r\n").tcp(CLIENT, 40_000, SERVER, 21, "USER anonymous\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            227 Entering Passive Mode (192,0,2,1,195,80).  ; PASV 192.0.2.1:50000
            227 =192,0,2,1,195,80                          ; PASV 192.0.2.1:50000
            227 Entering Passive Mode (10,9,9,9,195,80)    ; PASV 10.9.9.9:50000
            229 Entering Extended Passive Mode (|||50000|) ; EPSV :50000
            """)
    void ftpDataInPassiveMode(String answer, String evidence) {
        ftp().tcp(SERVER, 21, CLIENT, 40_000, answer + "\r\n").tcp(CLIENT, 40_001, SERVER, 50_000, Frames.EMPTY);

        assertOneSession(List.of(0L, 1L), link(0, 1, FTP_DATA, evidence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"PORT 10,0,0,1,195,81;PORT 10.0.0.1:50001", "port 10,0,0,1,195,81;PORT 10.0.0.1:50001", "EPRT |1|10.0.0.1|50001|;EPRT 10.0.0.1:50001"})
    void ftpDataInActiveMode(String command, String evidence) {
        ftp().tcp(CLIENT, 40_000, SERVER, 21, command + "\r\n").tcp(SERVER, 20, CLIENT, 50_001, Frames.EMPTY);

        assertOneSession(List.of(0L, 1L), link(0, 1, FTP_DATA, evidence));
    }

    @Test
    void anAnnouncedFlowHasItsProtocolAlsoWithoutSessions() {
        ftp().tcp(SERVER, 21, CLIENT, 40_000, "227 (192,0,2,1,195,80)\r\n").tcp(CLIENT, 40_001, SERVER, 50_000, Frames.EMPTY);

        Metered withSessions = Metered.of(capture, MeterOptions.standard().withSessions());
        Metered without = Metered.of(capture, MeterOptions.standard().withAnnouncements());

        assertEquals(List.of(new Evidence(EvidenceKind.PROTOCOL, "ftp-data", 1)), withSessions.flows().get(1).evidence());
        assertEquals(withSessions.flows().get(1).evidence(), without.flows().get(1).evidence());
    }

    @Test
    void everyDataFlowOfAnFtpSessionBelongsToIt() {
        ftp().tcp(SERVER, 21, CLIENT, 40_000, "227 (192,0,2,1,195,80)\r\n").tcp(CLIENT, 40_001, SERVER, 50_000, Frames.EMPTY).after(5_000)
                .tcp(SERVER, 21, CLIENT, 40_000, "227 (192,0,2,1,195,81)\r\n").tcp(CLIENT, 40_002, SERVER, 50_001, Frames.EMPTY);

        assertOneSession(List.of(0L, 1L, 2L), link(0, 1, FTP_DATA, "PASV 192.0.2.1:50000"), link(0, 2, FTP_DATA, "PASV 192.0.2.1:50001"));
    }

    @ParameterizedTest
    @CsvSource({"179999, 1", "180001, 0"})
    void anAnnouncedEndpointIsWaitedForThreeMinutes(long milliseconds, int sessions) {
        ftp().tcp(SERVER, 21, CLIENT, 40_000, "227 (192,0,2,1,195,80)\r\n").after(milliseconds).tcp(CLIENT, 40_001, SERVER, 50_000, Frames.EMPTY);

        assertEquals(sessions, sessions().size());
    }

    @Test
    void anotherPortOrAFlowThatOnlyLooksLikeFtpIsNoSession() {
        ftp().tcp(SERVER, 21, CLIENT, 40_000, "227 (192,0,2,1,195,80)\r\n").tcp(CLIENT, 40_001, SERVER, 50_001, Frames.EMPTY)
                .tcp(CLIENT, 40_003, OTHER, 8_021, "227 (192,0,2,2,195,80)\r\n").tcp(CLIENT, 40_004, OTHER, 50_000, Frames.EMPTY);

        assertEquals(List.of(), sessions());
    }

    @Test
    void sipNamesTheMediaOfBothSides() {
        udp(CLIENT, 5_060, SERVER, 5_060, "INVITE sip:bob@example.com SIP/2.0\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 49170 RTP/AVP 0\r\nm=video 0 RTP/AVP 31\r\n");
        after(3_000).udp(SERVER, 5_060, CLIENT, 5_060, "SIP/2.0 200 OK\r\n\r\nv=0\r\nm=audio 30000 RTP/AVP 0\r\nc=IN IP4 192.0.2.2\r\na=rtcp:30009\r\n");
        udp(OTHER, 30_000, CLIENT, 49_170, new byte[40]).udp(CLIENT, 49_171, OTHER, 30_009, new byte[40]);

        assertOneSession(List.of(0L, 1L, 2L), link(0, 1, SIP_MEDIA, "SDP audio 10.0.0.1:49170"), link(0, 2, SIP_MEDIA, "SDP audio RTCP 192.0.2.2:30009"));
    }

    @Test
    void aCallWithSeveralMediaOverIpv4AndIpv6() {
        udp(CLIENT, 5_060, SERVER, 5_060, """
                INVITE sip:bob@example.com SIP/2.0\r
                \r
                v=0\r
                c=IN IP4 192.0.2.2\r
                m=audio 30000/2 RTP/AVP 0\r
                m=message 2855 TCP/MSRP *\r
                m=video 40000 RTP/AVP 31\r
                c=IN IP6 2001:db8::1\r
                """);
        udp(CLIENT, 6_000, OTHER, 30_003, new byte[40]).tcp(CLIENT, 6_001, OTHER, 2_855, Frames.EMPTY).udp(CLIENT, 6_002, OTHER, 2_855, new byte[40]);
        udp(CLIENT, 6_003, CLIENT, 40_001, new byte[40]);

        assertOneSession(List.of(0L, 1L, 2L, 4L), link(0, 1, SIP_MEDIA, "SDP audio RTCP 192.0.2.2:30003"), link(0, 2, SIP_MEDIA, "SDP message 192.0.2.2:2855"),
                link(0, 4, SIP_MEDIA, "SDP video RTCP [2001:db8::1]:40001"));
    }

    @Test
    void mediaGatewaysNameTheirMedia() {
        udp(CLIENT, 2_727, SERVER, 2_427, "CRCX 1 aaln/1@gw.example MGCP 1.0\r\nC: 1\r\n\r\n").udp(SERVER, 2_427, CLIENT, 2_727, "200 1 OK\r\n\r\nv=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 30000 RTP/AVP 0\r\n")
                .udp(OTHER, 4_000, SERVER, 30_000, new byte[40]);

        assertOneSession(List.of(0L, 1L), link(0, 1, GATEWAY_MEDIA, "SDP audio 192.0.2.1:30000"));
    }

    @Test
    void theWaysOfOneCall() {
        String invite = "INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: 1@example.com\r\n\r\n";
        udp(CLIENT, 5_060, SERVER, 5_060, invite).udp(SERVER, 5_060, OTHER, 5_060, invite).udp(OTHER, 5_061, SERVER, 5_061, invite.replace("1@", "2@"));

        assertOneSession(List.of(0L, 1L), link(0, 1, SAME_CALL, "1@example.com"));
    }

    /// RFC 3891: an attended transfer.
    @Test
    void aCallThatTakesThePlaceOfAnother() {
        String invite = "INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: 1@example.com\r\n\r\n";
        String transferred = "INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: 2@example.com\r\nReplaces: 1@example.com;to-tag=7;from-tag=8\r\n\r\n";
        udp(CLIENT, 5_060, SERVER, 5_060, invite).udp(OTHER, 5_060, SERVER, 5_060, transferred).udp(OTHER, 5_061, SERVER, 5_061, transferred.replace("Replaces: 1@", "Replaces: 3@"));

        assertOneSession(List.of(0L, 1L), link(0, 1, SAME_CALL, "1@example.com"));
    }

    @Test
    void anotherOfferOfACallNamesNewEndpoints() {
        String offer = "INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: 1@example.com\r\n\r\nv=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 49170 RTP/AVP 0\r\n";
        udp(CLIENT, 5_060, SERVER, 5_060, offer).udp(SERVER, 5_060, CLIENT, 5_060, "SIP/2.0 183 Session Progress\r\n\r\nv=0\r\nc=IN IP4 192.0.2.2\r\nm=audio 30000 RTP/AVP 0\r\n");
        udp(OTHER, 30_000, CLIENT, 49_170, new byte[40]);
        after(30_000).udp(CLIENT, 5_060, SERVER, 5_060, offer.replace("49170", "50000").replace("audio", "image")).udp(OTHER, 4_000, CLIENT, 50_000, new byte[40]);

        assertOneSession(List.of(0L, 1L, 2L), link(0, 1, SIP_MEDIA, "SDP audio 10.0.0.1:49170"), link(0, 2, SIP_MEDIA, "SDP image 10.0.0.1:50000"));
    }

    @Test
    void tftpWithOptionsAnswersFromANewPort() {
        udp(CLIENT, 3_000, SERVER, 69, "\0\2boot.cfg\0octet\0blksize\0001428\0").udp(SERVER, 3_445, CLIENT, 3_000, "\0\6blksize\0001428\0").udp(CLIENT, 3_000, SERVER, 3_445, "\0\3\0\1data");

        assertOneSession(List.of(0L, 1L), link(0, 1, TFTP_TRANSFER, "WRQ boot.cfg"));
    }

    @Test
    void rtspBetweenItsMediaNamesNoEndpoint() {
        tcp(CLIENT, 40_000, SERVER, 554, "SETUP rtsp://192.0.2.1/a RTSP/1.0\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n")
                .tcp(SERVER, 554, CLIENT, 40_000, "RTSP/1.0 200 OK\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n$\0\0\4abcd")
                .udp(SERVER, 7_777, CLIENT, 8_000, new byte[40]);

        assertEquals(List.of(), sessions());
    }

    @Test
    void rtspNamesThePortsOfBothSides() {
        tcp(CLIENT, 40_000, SERVER, 554, "SETUP rtsp://192.0.2.1/a RTSP/1.0\r\nTransport: RTP/AVP;unicast;client_port=8000-8001\r\n\r\n")
                .tcp(SERVER, 554, CLIENT, 40_000, "RTSP/1.0 200 OK\r\ntransport: RTP/AVP;unicast;source=192.0.2.2;client_port=8000-8001;server_port=9000-9001\r\n\r\n")
                .udp(SERVER, 7_777, CLIENT, 8_000, new byte[40]).udp(CLIENT, 8_005, OTHER, 9_001, new byte[40]);

        assertOneSession(List.of(0L, 1L, 2L), link(0, 1, RTSP_MEDIA, "RTSP client_port 8000"), link(0, 2, RTSP_MEDIA, "RTSP server_port 192.0.2.2:9001"));
    }

    @Test
    void sipOverTcpInSegmentsWithIceCandidates() {
        String sdp = "v=0\r\nc=IN IP4 0.0.0.0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=candidate:1 1 UDP 2130706431 10.0.0.1 49170 typ host\r\n";
        String invite = "INVITE sip:bob@example.com SIP/2.0\r\nTo: <sip:bob@example.com>\r\nContent-Length: " + sdp.length() + "\r\n\r\n" + sdp;
        tcp(CLIENT, 40_000, SERVER, 5_060, Frames.EMPTY);
        for (int at = 0; at < invite.length(); at += 60) {
            tcp(CLIENT, 40_000, SERVER, 5_060, invite.substring(at, Math.min(invite.length(), at + 60)));
        }
        udp(OTHER, 30_000, CLIENT, 49_170, new byte[40]);

        assertOneSession(List.of(0L, 1L), link(0, 1, SIP_MEDIA, "SDP audio candidate 10.0.0.1:49170"));
    }

    @Test
    void eachOfSeveralMessagesInOneSegmentIsRead() {
        tcp(CLIENT, 40_000, SERVER, 554, "OPTIONS rtsp://192.0.2.1/a RTSP/1.0\r\nCSeq: 1\r\n\r\nSETUP rtsp://192.0.2.1/a RTSP/1.0\r\nTransport: RTP/AVP;unicast;client_port=8000-8001\r\n\r\n")
                .udp(SERVER, 7_777, CLIENT, 8_000, new byte[40]);

        assertOneSession(List.of(0L, 1L), link(0, 1, RTSP_MEDIA, "RTSP client_port 8000"));
    }

    @Test
    void rtspNamesAGroupAndTheAddressesOfVersion2() {
        tcp(CLIENT, 40_000, SERVER, 554, "SETUP rtsp://192.0.2.1/a RTSP/1.0\r\nCSeq: 1\r\n\r\n")
                .tcp(SERVER, 554, CLIENT, 40_000, "RTSP/1.0 200 OK\r\nTransport: RTP/AVP;multicast;destination=224.2.0.1;ttl=16;port=3456-3457\r\n\r\n")
                .tcp(SERVER, 554, CLIENT, 40_000, "RTSP/2.0 200 OK\r\nTransport: RTP/AVP;unicast;dest_addr=\":8000\"/\":8001\";src_addr=\"192.0.2.2:9000\"/\"192.0.2.2:9001\"\r\n\r\n")
                .udp(SERVER, 7_777, "224.2.0.1", 3_457, new byte[40]).udp(OTHER, 9_000, CLIENT, 8_000, new byte[40]);

        assertOneSession(List.of(0L, 1L, 2L), link(0, 1, RTSP_MEDIA, "RTSP port 224.2.0.1:3457"), link(0, 2, RTSP_MEDIA, "RTSP src_addr 192.0.2.2:9000"));
    }

    @Test
    void anFtpFlowWhoseBeginIsMissingAndAReplyInTwoSegments() {
        tcp(CLIENT, 40_000, SERVER, 21, "TYPE I\r\nPASV\r\n").tcp(SERVER, 21, CLIENT, 40_000, "200 Switching to Binary mode.\r\n227 Entering Passive Mode (192,0,2,1,1")
                .tcp(SERVER, 21, CLIENT, 40_000, "95,80).\r\n").tcp(CLIENT, 40_001, SERVER, 50_000, Frames.EMPTY);

        assertOneSession(List.of(0L, 1L), link(0, 1, FTP_DATA, "PASV 192.0.2.1:50000"));
    }

    @Test
    void ftpAtAnyPortIsKnownByItsDialogue() {
        tcp(CLIENT, 40_000, SERVER, 2_300, Frames.EMPTY).tcp(SERVER, 2_300, CLIENT, 40_000, "220 ready\r\n").tcp(CLIENT, 40_000, SERVER, 2_300, "USER bob\r\n")
                .tcp(SERVER, 2_300, CLIENT, 40_000, "331 Password required for bob\r\n").tcp(CLIENT, 40_000, SERVER, 2_300, "EPRT |1|10.0.0.1|50001|\r\n")
                .tcp(SERVER, 20, CLIENT, 50_001, Frames.EMPTY);

        assertOneSession(List.of(0L, 1L), link(0, 1, FTP_DATA, "EPRT 10.0.0.1:50001"));
    }

    @Test
    void peersOfOneInfoHash() {
        String handshake = "\23BitTorrent protocol\0\0\0\0\0\0\0\0" + "h".repeat(20) + "-XX0001-" + "p".repeat(12);
        String other = handshake.replace('h', 'i');
        tcp(CLIENT, 40_000, SERVER, 6_881, handshake).tcp(CLIENT, 40_001, OTHER, 51_413, handshake).tcp(CLIENT, 40_002, OTHER, 51_414, other);

        assertOneSession(List.of(0L, 1L), link(0, 1, SAME_INFO_HASH, "68".repeat(20)));
    }

    @Test
    void tftpAnswersFromANewPort() {
        udp(CLIENT, 3_000, SERVER, 69, "\0\1boot.cfg\0octet\0").udp(SERVER, 3_445, CLIENT, 3_000, "\0\3\0\1data").udp(CLIENT, 3_000, SERVER, 3_445, "\0\4\0\1");

        assertOneSession(List.of(0L, 1L), link(0, 1, TFTP_TRANSFER, "RRQ boot.cfg"));
    }

    @Test
    void whatElseComesFromThePortThatAskedForAFileIsNoTransfer() {
        udp(CLIENT, 3_000, SERVER, 69, "\0\1boot.cfg\0octet\0").udp(CLIENT, 3_000, SERVER, 1_434, "\2").udp(CLIENT, 3_000, OTHER, 500, "hello");

        assertEquals(List.of(), sessions());
    }

    @Test
    void aDnsAnswerLeadsToTheFlowThatUsedItAndIsNoMember() {
        udp(CLIENT, 5_353, "10.0.0.53", 53, Frames.dns("www.example.com", null)).udp("10.0.0.53", 53, CLIENT, 5_353, Frames.dns("www.example.com", SERVER))
                .tcp(CLIENT, 40_000, SERVER, 80, Frames.EMPTY).tcp("10.0.0.9", 40_000, SERVER, 80, Frames.EMPTY);

        assertOneSession(List.of(1L), link(0, 1, DNS_ANSWER, "www.example.com"));
    }

    @Test
    void oneResolverSocketDoesNotJoinWhatItResolved() {
        udp(CLIENT, 5_300, "10.0.0.53", 53, Frames.dns("a.example", null)).udp("10.0.0.53", 53, CLIENT, 5_300, Frames.dns("a.example", SERVER))
                .udp("10.0.0.53", 53, CLIENT, 5_300, Frames.dns("b.example", OTHER)).tcp(CLIENT, 40_000, SERVER, 80, Frames.EMPTY).tcp(CLIENT, 40_001, OTHER, 80, Frames.EMPTY);

        assertEquals(List.of(List.of(1L), List.of(2L)), sessions().stream().map(Session::flows).toList());
    }

    @Test
    void parallelFlowsToOneSiteAndTheirFeatures() {
        tls(40_000, SERVER, "www.example.co.uk").after(500).tls(40_001, OTHER, "img.example.co.uk").after(4_000).tls(40_002, OTHER, "img.example.co.uk");

        assertOneSession(List.of(0L, 1L, 2L), link(0, 1, SAME_SITE, "example.co.uk"), link(0, 2, SAME_SITE, "example.co.uk"));
        Session session = sessions().getFirst();
        int hello = Frames.clientHello("www.example.co.uk", "h2").length + 40;
        assertEquals(List.of(6L, 0L, 3L * (40 + hello), 0L), List.of(session.packetsForward(), session.packetsBackward(), session.bytesForward(), session.bytesBackward()));
        assertEquals(List.of("10.0.0.1", 4_500_000_000L), List.of(HexFormat.of().formatHex(session.client()).equals("0a000001") ? "10.0.0.1" : "", session.endNanos() - session.startNanos()));
        double bytes = 3 * (40 + hello);
        assertArrayEquals(new double[] {
            3, 2, 4_500_000, 6, 0, bytes, 0, 6 / 4.5, bytes / 4.5,
            500_000, 4_000_000, 2_250_000, Math.sqrt(2.0 * 1_750_000 * 1_750_000),
            0, 500_000, 250_000, Math.sqrt(2.0 * 250_000 * 250_000),
            4_000_000, 4_000_000, 4_000_000, NONE}, session.features(), 1e-6);
        assertEquals(SessionFeatures.PROFILE.size(), session.features().length);
    }

    @ParameterizedTest
    @CsvSource({"10000, 1", "10001, 0"})
    void flowsToOneSiteShortlyAfterEachOtherBelongTogether(long milliseconds, int sessions) {
        tls(40_000, SERVER, "www.example.com").after(milliseconds).tls(40_001, SERVER, "www.example.com");

        assertEquals(sessions, sessions().size());
    }

    @Test
    void aLongFlowHoldsTogetherWhatRunsBesideIt() {
        tls(40_000, SERVER, "www.example.com");
        for (int minute = 1; minute <= 9; minute++) {
            after(60_000).tls(40_000 + minute, SERVER, "www.example.com");
        }
        after(1_000).tcp(CLIENT, 40_000, SERVER, 443, "more");

        assertEquals(List.of(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L)), sessions().stream().map(Session::flows).toList());
    }

    @Test
    void anotherClientOrAnotherSiteIsAnotherSession() {
        tls(40_000, SERVER, "www.example.com").tls(40_001, SERVER, "www.example.org");
        tcp("10.0.0.2", 40_000, SERVER, 443, Frames.EMPTY).tcp("10.0.0.2", 40_000, SERVER, 443, Frames.clientHello("www.example.com", "h2"));

        assertEquals(List.of(), sessions());
    }

    @Test
    void aSocketThatAskedStunAndThenTalksToAPeer() {
        byte[] binding = ByteBuffer.allocate(20).putShort((short) 1).putShort((short) 0).putInt(0x2112A442).array();
        udp(CLIENT, 50_000, SERVER, 3_478, binding).udp(CLIENT, 50_000, OTHER, 51_000, binding).udp(CLIENT, 50_001, SERVER, 3_478, binding);

        assertOneSession(List.of(0L, 1L), link(0, 1, SAME_MEDIA_SOCKET, "UDP port 50000"));
    }

    @Test
    void sessionsAreGivenOutWhileTheCaptureRuns() {
        tls(40_000, SERVER, "www.example.com").tls(40_001, SERVER, "www.example.com").after(700_000).tls(40_002, SERVER, "www.example.com").tls(40_003, SERVER, "www.example.com");

        assertEquals(List.of(List.of(0L, 1L), List.of(2L, 3L)), sessions().stream().map(Session::flows).toList());
    }

    @Test
    void aSessionHasABoundAndTheRestIsSaid() {
        for (int i = 0; i <= Session.MAX_FLOWS; i++) {
            tls(10_000 + i, SERVER, "www.example.com");
        }

        Metering metered = of();

        assertEquals(List.of(Session.MAX_FLOWS), metered.sessions().stream().map(session -> session.flows().size()).toList());
        assertEquals(List.of("session-limit"), metered.result().warnings().stream().map(warning -> warning.code()).filter(code -> code.startsWith("session")).toList());
    }
}
