package dev.tractor.cli;

import static dev.tractor.cli.PcapBytes.ACK;
import static dev.tractor.cli.PcapBytes.FIN;
import static dev.tractor.cli.PcapBytes.SYN;

/// The captures that the tests of several commands read.
final class Captures {
    /// 2020-09-13T12:26:40Z
    static final long START_MICROS = 1_600_000_000_000_000L;

    private static final String CLIENT = "10.0.0.1";
    private static final String RESOLVER = "10.0.0.53";
    private static final String SERVER = "93.184.216.34";

    private Captures() {}

    /// A datagram and its answer, an HTTP exchange that is closed by both sides, an ARP frame, and, longer after them than the idle timeout, a datagram of the first flow's key.
    static byte[] office() {
        String request = "GET / HTTP/1.1\r\nHost: web.telegram.org\r\n\r\n";
        String response = "HTTP/1.1 204 No Content\r\n\r\n";
        return new PcapBytes()
                .udp(START_MICROS, CLIENT, 40000, RESOLVER, 9999, "question")
                .udp(START_MICROS + 250, RESOLVER, 9999, CLIENT, 40000, "the answer")
                .tcp(START_MICROS + 1_000_000, CLIENT, 50000, SERVER, 80, SYN, 100, 0, "")
                .tcp(START_MICROS + 1_010_000, SERVER, 80, CLIENT, 50000, SYN | ACK, 500, 101, "")
                .tcp(START_MICROS + 1_020_000, CLIENT, 50000, SERVER, 80, ACK, 101, 501, "")
                .tcp(START_MICROS + 1_030_000, CLIENT, 50000, SERVER, 80, ACK, 101, 501, request)
                .tcp(START_MICROS + 1_040_000, SERVER, 80, CLIENT, 50000, ACK, 501, 101 + request.length(), response)
                .tcp(START_MICROS + 1_050_000, CLIENT, 50000, SERVER, 80, FIN | ACK, 101 + request.length(), 501 + response.length(), "")
                .tcp(START_MICROS + 1_060_000, SERVER, 80, CLIENT, 50000, FIN | ACK, 501 + response.length(), 102 + request.length(), "")
                .tcp(START_MICROS + 1_070_000, CLIENT, 50000, SERVER, 80, ACK, 102 + request.length(), 502 + response.length(), "")
                .arp(START_MICROS + 2_000_000)
                .udp(START_MICROS + 120_000_001, CLIENT, 40000, RESOLVER, 9999, "x")
                .bytes();
    }

    /// This many flows of one datagram each, all live until the capture ends.
    static byte[] datagrams(int flows) {
        PcapBytes capture = new PcapBytes();
        for (int i = 0; i < flows; i++) {
            capture.udp(START_MICROS + i, CLIENT, 1024 + i, RESOLVER, 9999, "x");
        }
        return capture.bytes();
    }
}
