package dev.tractor.e2e;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.EMPTY;
import static dev.tractor.testsupport.Frames.FIN;
import static dev.tractor.testsupport.Frames.PSH;
import static dev.tractor.testsupport.Frames.SYN;
import static dev.tractor.testsupport.Frames.TCP;
import static dev.tractor.testsupport.Frames.UDP;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Ten minutes of an office, the same each time: enough labels, hosts and countries to fill the pictures of the page.
final class OfficeCapture {
    static final int VISITS = 240;
    /// A question for the name and a TLS session each.
    static final int FLOWS = 2 * VISITS;

    private static final List<String> SITES = List.of("web.telegram.org", "www.youtube.com", "web.whatsapp.com", "www.google.com", "graph.facebook.com", "www.instagram.com", "outlook.office.com",
            "github.com", "www.netflix.com", "discord.com", "www.wikipedia.org", "nowhere.example");
    /// Addresses that MaxMind's test database places in the United Kingdom, Sweden, the United States, China, Bhutan and nowhere.
    private static final List<String> SERVERS = List.of("81.2.69.142", "89.160.20.112", "216.160.83.56", "175.16.199.10", "67.43.156.1", "203.0.113.77");
    private static final int CLIENTS = 9;
    private static final String RESOLVER = "192.168.1.1";
    private static final int SEGMENT_BYTES = 1200;
    private static final int MAX_SEGMENTS = 24;
    private static final Duration PAUSE = Duration.ofMillis(1400);
    private static final Duration STEP = Duration.ofMillis(40);

    private final CaptureBuilder capture = CaptureBuilder.pcap();
    private final Random random = new Random(7);

    private OfficeCapture() {}

    static byte[] pcap() {
        var office = new OfficeCapture();
        for (int visit = 0; visit < VISITS; visit++) {
            office.visit(visit);
        }
        return office.capture.toBytes();
    }

    private void visit(int number) {
        int site = Math.min(random.nextInt(SITES.size()), random.nextInt(SITES.size()));
        String client = "192.168.1." + (10 + random.nextInt(CLIENTS));
        String server = SERVERS.get(site % SERVERS.size());
        int port = 30_000 + number;
        send(client, RESOLVER, UDP, Frames.udp(port, 53, Frames.dns(SITES.get(site), null)));
        send(RESOLVER, client, UDP, Frames.udp(53, port, Frames.dns(SITES.get(site), server)));
        byte[] hello = Frames.clientHello(SITES.get(site), "h2");
        int sent = 101 + hello.length;
        send(client, server, TCP, Frames.tcp(port, 443, SYN, 100, 0, EMPTY));
        send(server, client, TCP, Frames.tcp(443, port, SYN | ACK, 900, 101, EMPTY));
        send(client, server, TCP, Frames.tcp(port, 443, PSH | ACK, 101, 901, hello));
        int received = 901;
        for (int segment = random.nextInt(MAX_SEGMENTS); segment >= 0; segment--) {
            byte[] data = new byte[SEGMENT_BYTES];
            random.nextBytes(data);
            send(server, client, TCP, Frames.tcp(443, port, PSH | ACK, received, sent, data));
            received += data.length;
            send(client, server, TCP, Frames.tcp(port, 443, ACK, sent, received, EMPTY));
        }
        send(client, server, TCP, Frames.tcp(port, 443, FIN | ACK, sent, received, EMPTY));
        send(server, client, TCP, Frames.tcp(443, port, FIN | ACK, received, sent + 1, EMPTY));
        capture.after(PAUSE);
    }

    private void send(String source, String target, int protocol, byte[] content) {
        capture.packet(Frames.ethernet(Frames.ipv4(source, target, protocol, content))).after(STEP);
    }
}
