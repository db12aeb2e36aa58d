package dev.tractor.fuzz;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What two sides say to each other, so that messages come in pieces and lead to other flows: the first byte says transport and who begins, the second picks the server's port,
/// the rest is payload, which [#SEPARATOR] parts into packets.
///
/// After a separator comes a byte about the next packet: bit 0 the same side goes on, bit 1 it comes twice, bit 2 it comes on another pair of ports that the dialogue may have named.
final class Dialogue {
    static final byte SEPARATOR = (byte) 0xfe;
    private static final int MAX_PACKETS = 32;
    private static final int CLIENT_PORT = 50_000;
    private static final int OTHER_PORT = 50_001;

    private Dialogue() {}

    static void meter(byte[] input) throws IOException {
        if (input.length < 3) {
            return;
        }
        boolean udp = (input[0] & 1) != 0;
        boolean fromClient = (input[0] & 2) != 0;
        int serverPort = Said.wellKnownPort(input[1]);
        int[] sequences = {1, 1};
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (byte[] said : parts(input)) {
            int about = said.length == 0 ? 0 : said[0];
            byte[] payload = said.length == 0 ? said : Arrays.copyOfRange(said, 1, said.length);
            int side = fromClient ? 0 : 1;
            int client = (about & 4) != 0 ? OTHER_PORT : CLIENT_PORT;
            int server = (about & 4) != 0 ? OTHER_PORT : serverPort;
            byte[] frame = frame(udp, fromClient, fromClient ? client : server, fromClient ? server : client, sequences[side], payload);
            capture.packet(frame).after(Duration.ofMillis(20));
            if ((about & 2) != 0) {
                capture.packet(frame);
            }
            sequences[side] += payload.length;
            fromClient ^= (about & 1) == 0;
        }
        Metering.meter(capture.toBytes());
    }

    private static byte[] frame(boolean udp, boolean fromClient, int from, int to, int sequence, byte[] payload) {
        byte[] segment = udp ? Frames.udp(from, to, payload) : Frames.tcp(from, to, Frames.ACK, sequence, 1, payload);
        return Frames.ethernet(Frames.ipv4(fromClient ? "10.0.0.1" : "10.0.0.2", fromClient ? "10.0.0.2" : "10.0.0.1", udp ? Frames.UDP : Frames.TCP, segment));
    }

    private static List<byte[]> parts(byte[] input) {
        List<byte[]> parts = new ArrayList<>();
        int from = 2;
        for (int at = 2; at <= input.length && parts.size() < MAX_PACKETS; at++) {
            if (at == input.length || input[at] == SEPARATOR) {
                parts.add(Arrays.copyOfRange(input, from, at));
                from = at + 1;
            }
        }
        return parts;
    }
}
