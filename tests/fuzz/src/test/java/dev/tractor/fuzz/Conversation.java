package dev.tractor.fuzz;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.io.IOException;
import java.time.Duration;

/// The engine by packets instead of bytes: the input is a script of four bytes per packet, so that each mutation is another conversation and not a damaged capture.
///
/// ```
/// 0  bit 0 direction, bits 1-2 which flow, bit 3 UDP, bits 4-7 how far from where its direction ended, 4 is none     1  TCP flags     2  gap     3  payload length
/// ```
final class Conversation {
    private static final int MAX_PACKETS = 64;
    private static final int NO_STEP = 4;
    private static final long[] GAPS = {0, 1_000, 1_000_000, 999_999_999L, 1_000_000_000L, 1_000_000_001L, 1_999_999_999L, 2_000_000_001L, 14_000_000_000L, 15_000_000_001L,
        60_000_000_000L, 60_000_000_001L, 600_000_000_001L, -1_000L, -1_500_000_000L, -70_000_000_000L};

    private Conversation() {}

    static void meter(byte[] script) throws IOException {
        CaptureBuilder capture = CaptureBuilder.pcap(LITTLE_ENDIAN, true, CaptureBuilder.LINKTYPE_ETHERNET);
        int packets = Math.min(MAX_PACKETS, script.length / 4);
        int[] next = new int[2];
        for (int i = 0; i < packets; i++) {
            int what = script[4 * i] & 0xff;
            boolean forward = (what & 1) == 0;
            int client = 40_000 + (what >> 1 & 3);
            int sequence = next[what & 1] + (what >> 4) - NO_STEP;
            byte[] payload = new byte[script[4 * i + 3] & 0xff];
            int from = forward ? client : 443;
            int to = forward ? 443 : client;
            byte[] segment = (what & 8) != 0 ? Frames.udp(from, to, payload) : Frames.tcp(from, to, script[4 * i + 1] & 0xff, sequence, next[~what & 1], payload);
            next[what & 1] = sequence + payload.length;
            capture.after(Duration.ofNanos(GAPS[script[4 * i + 2] & 0xf]));
            capture.packet(Frames.ethernet(Frames.ipv4(forward ? "10.0.0.1" : "10.0.0.2", forward ? "10.0.0.2" : "10.0.0.1", (what & 8) != 0 ? Frames.UDP : Frames.TCP, segment)));
        }
        Metering.meter(capture.toBytes());
    }
}
