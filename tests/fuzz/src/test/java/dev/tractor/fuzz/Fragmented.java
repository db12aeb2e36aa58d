package dev.tractor.fuzz;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/// Fragments in any order: the input is a script of four bytes per packet.
///
/// ```
/// 0  bits 0-1 datagram, bit 2 more fragments, bit 3 ICMP echo instead of UDP     1  offset in units of 8 bytes     2  seconds to the packet before     3  length
/// ```
final class Fragmented {
    private static final int MAX_PACKETS = 64;

    private Fragmented() {}

    static void meter(byte[] script) throws IOException {
        CaptureBuilder capture = CaptureBuilder.pcap();
        int packets = Math.min(MAX_PACKETS, script.length / 4);
        for (int i = 0; i < packets; i++) {
            int what = script[4 * i] & 0xff;
            boolean echo = (what & 8) != 0;
            int offset = (script[4 * i + 1] & 0x1f) * 8;
            byte[] datagram = echo ? Frames.icmpEcho(true, what & 3) : Frames.udp(5000 + (what & 3), 6000, new byte[0]);
            byte[] content = Arrays.copyOf(offset == 0 ? datagram : Frames.EMPTY, script[4 * i + 3] & 0xff);
            capture.after(Duration.ofSeconds(script[4 * i + 2] & 0x7f));
            capture.packet(Frames.ethernet(Frames.ipv4Fragment("10.0.0.1", "10.0.0.2", echo ? Frames.ICMP : Frames.UDP, what & 3, offset, (what & 4) != 0, content)));
        }
        Metering.meter(capture.toBytes());
    }
}
