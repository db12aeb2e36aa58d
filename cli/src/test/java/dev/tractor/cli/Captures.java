package dev.tractor.cli;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.EMPTY;
import static dev.tractor.testsupport.Frames.FIN;
import static dev.tractor.testsupport.Frames.ICMP;
import static dev.tractor.testsupport.Frames.SYN;
import static dev.tractor.testsupport.Frames.TCP;
import static dev.tractor.testsupport.Frames.UDP;
import static dev.tractor.testsupport.Frames.clientHello;
import static dev.tractor.testsupport.Frames.dns;
import static dev.tractor.testsupport.Frames.ethernet;
import static dev.tractor.testsupport.Frames.httpGet;
import static dev.tractor.testsupport.Frames.icmpEcho;
import static dev.tractor.testsupport.Frames.ipv4;
import static dev.tractor.testsupport.Frames.ipv6;
import static dev.tractor.testsupport.Frames.tcp;
import static dev.tractor.testsupport.Frames.udp;
import static dev.tractor.testsupport.Frames.vlan;

import dev.tractor.testsupport.CaptureBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The captures that the tests of several commands read. Their first packet has the time [CaptureBuilder#START_SECONDS].
final class Captures {
    private static final String CLIENT = "10.0.0.1";
    private static final String RESOLVER = "10.0.0.53";
    private static final String SERVER = "93.184.216.34";
    private static final int ETHERTYPE_ARP = 0x0806;
    private static final Duration STEP = Duration.ofMillis(10);

    private Captures() {}

    /// A datagram and its answer, an HTTP exchange that is closed by both sides, an ARP frame, and, longer after them than the idle timeout, a datagram of the first flow's key.
    static byte[] office() {
        byte[] request = ascii("GET / HTTP/1.1\r\nHost: web.telegram.org\r\n\r\n");
        byte[] response = ascii("HTTP/1.1 204 No Content\r\n\r\n");
        return CaptureBuilder.pcap()
                .packet(datagram(40000, "question"))
                .after(Duration.ofNanos(250_000)).packet(ethernet(ipv4(RESOLVER, CLIENT, UDP, udp(9999, 40000, ascii("the answer")))))
                .after(Duration.ofNanos(999_750_000)).packet(forward(SYN, 100, 0, EMPTY))
                .after(STEP).packet(backward(SYN | ACK, 500, 101, EMPTY))
                .after(STEP).packet(forward(ACK, 101, 501, EMPTY))
                .after(STEP).packet(forward(ACK, 101, 501, request))
                .after(STEP).packet(backward(ACK, 501, 101 + request.length, response))
                .after(STEP).packet(forward(FIN | ACK, 101 + request.length, 501 + response.length, EMPTY))
                .after(STEP).packet(backward(FIN | ACK, 501 + response.length, 102 + request.length, EMPTY))
                .after(STEP).packet(forward(ACK, 102 + request.length, 502 + response.length, EMPTY))
                .after(Duration.ofSeconds(1)).packet(arp())
                .after(Duration.ofNanos(117_930_001_000L)).packet(datagram(40000, "x"))
                .toBytes();
    }

    /// This many flows of one datagram each, all live until the capture ends.
    static byte[] datagrams(int flows) {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int i = 0; i < flows; i++) {
            capture.packet(datagram(1024 + i, "x")).after(Duration.ofNanos(1_000));
        }
        return capture.toBytes();
    }

    /// This many DNS questions for different names and as many SIP requests, at ports that say nothing.
    static byte[] questionsAndCalls(int flows, String zone) {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int i = 0; i < flows; i++) {
            capture.packet(ethernet(ipv4(CLIENT, RESOLVER, UDP, udp(1024 + i, 53, dns("host" + i + "." + zone, null)))))
                    .packet(ethernet(ipv4(CLIENT, RESOLVER, UDP, udp(3024 + i, 9999, ascii("OPTIONS sip:user" + i + "@" + zone + " SIP/2.0\r\nCall-ID: " + i + "\r\n\r\n")))));
        }
        return capture.toBytes();
    }

    /// Something of each kind of traffic that the engine tells apart, and flows enough to fill a batch of the labeller.
    static byte[] ofEveryKind() {
        return everyKind().toBytes();
    }

    static CaptureBuilder everyKind() {
        CaptureBuilder capture = CaptureBuilder.pcap()
                .packet(arp())
                .packet(datagram(40000, "question"))
                .packet(vlan(7, ipv4(CLIENT, RESOLVER, ICMP, icmpEcho(true, 1))))
                .packet(ethernet(ipv4(CLIENT, RESOLVER, UDP, udp(40001, 53, dns("web.telegram.org", null)))))
                .packet(ethernet(ipv4(RESOLVER, CLIENT, UDP, udp(53, 40001, dns("web.telegram.org", SERVER)))))
                .packet(ethernet(ipv6("2001:db8::1", "2001:db8::53", UDP, udp(40002, 53, dns("example.org", null)))));
        for (int i = 0; i < 300; i++) {
            capture.packet(ethernet(ipv4(CLIENT, SERVER, TCP, tcp(50000 + i, 443, SYN, 1, 0, EMPTY))))
                    .after(STEP).packet(ethernet(ipv4(SERVER, CLIENT, TCP, tcp(443, 50000 + i, SYN | ACK, 1, 2, EMPTY))))
                    .after(STEP).packet(ethernet(ipv4(CLIENT, SERVER, TCP, tcp(50000 + i, 443, ACK, 2, 2, clientHello("web.telegram.org", "h2")))))
                    .after(STEP).packet(ethernet(ipv4(CLIENT, SERVER, TCP, tcp(50000 + i, 80, ACK, 2, 2, httpGet("example.org", "/", "curl/8.0")))));
        }
        return capture;
    }

    static byte[] withoutIp() {
        return CaptureBuilder.pcap().packet(arp()).toBytes();
    }

    private static byte[] datagram(int port, String payload) {
        return ethernet(ipv4(CLIENT, RESOLVER, UDP, udp(port, 9999, ascii(payload))));
    }

    private static byte[] forward(int flags, int sequence, int acknowledgement, byte[] payload) {
        return ethernet(ipv4(CLIENT, SERVER, TCP, tcp(50000, 80, flags, sequence, acknowledgement, payload)));
    }

    private static byte[] backward(int flags, int sequence, int acknowledgement, byte[] payload) {
        return ethernet(ipv4(SERVER, CLIENT, TCP, tcp(80, 50000, flags, sequence, acknowledgement, payload)));
    }

    private static byte[] arp() {
        return ethernet(ETHERTYPE_ARP, new byte[28]);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
