package dev.tractor.cli;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.PSH;
import static dev.tractor.testsupport.Frames.SYN;
import static dev.tractor.testsupport.Frames.TCP;
import static dev.tractor.testsupport.Frames.UDP;
import static dev.tractor.testsupport.Frames.ethernet;
import static dev.tractor.testsupport.Frames.ipv4;
import static dev.tractor.testsupport.Frames.ipv4Fragment;
import static dev.tractor.testsupport.Frames.tcp;
import static dev.tractor.testsupport.Frames.udp;

import dev.tractor.testsupport.CaptureBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Writes the capture that the build rehearses the commands with: traffic of every kind, and what most real captures have of trouble, which other classes deal with.
final class RehearsalCapture {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.0.2";
    /// With full frames more than 4 MiB: large captures are mapped.
    private static final int SEGMENTS = 3_000;
    /// All flows before it are over.
    private static final Duration LONG_PAUSE = Duration.ofMinutes(20);
    /// At the end; enough that the JDK sorts them as it sorts many, and established in another order than begun: what is in order already it does not.
    private static final int LIVE_FLOWS = 500;
    private static final int STEP = 7;
    private static final byte[] SEGMENT = new byte[1_460];

    private RehearsalCapture() {}

    /// @param args the file to write
    public static void main(String[] args) throws IOException {
        CaptureBuilder capture = Captures.everyKind();
        capture.packet(ethernet(ipv4Fragment(CLIENT, SERVER, UDP, 1, 8, true, new byte[64])));
        byte[] offloaded = ethernet(ipv4(CLIENT, SERVER, UDP, udp(4_000, 5_000, new byte[4_000])));
        capture.packet(offloaded).packet(offloaded, 60, offloaded.length);
        for (int i = 0; i < SEGMENTS; i++) {
            byte[] segment = segment(i);
            capture.after(i % 100 == 0 ? Duration.ofMillis(1_500) : Duration.ofNanos(123_456)).packet(segment);
            if (i % 100 == 1) {
                capture.packet(segment).packet(segment(i + 2));
            }
        }
        capture.after(LONG_PAUSE);
        for (int port = 1; port <= LIVE_FLOWS; port++) {
            capture.packet(ethernet(ipv4(CLIENT, SERVER, TCP, tcp(port, 5_000, SYN, 0, 0, new byte[0]))));
        }
        for (int i = 0; i < LIVE_FLOWS; i++) {
            capture.packet(ethernet(ipv4(CLIENT, SERVER, TCP, tcp(1 + i * STEP % LIVE_FLOWS, 5_000, ACK, 1, 1, new byte[8]))));
        }
        Files.write(Path.of(args[0]), capture.toBytes());
    }

    private static byte[] segment(int number) {
        return ethernet(ipv4(SERVER, CLIENT, TCP, tcp(5_000, 4_000, ACK | PSH, number * SEGMENT.length, 1, SEGMENT)));
    }
}
