package dev.tractor.testsupport;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a pcap of any length whose flows, packets and live flows are known beforehand, to measure memory and throughput.
///
/// The flows come in waves. Within a wave every flow sends one packet in turn, so all of them are live at once; between two waves the clock
/// advances by more than the longest idle timeout. Even flows are TCP (SYN, SYN/ACK, then data both ways), odd ones UDP.
public final class LargeCapture {
    private static final int ETHERNET_LENGTH = 14;
    private static final int IPV4_LENGTH = 20;
    private static final int TCP_LENGTH = 20;
    private static final int UDP_LENGTH = 8;
    private static final int RECORD_HEADER_LENGTH = 16;
    private static final int WAVE_PAUSE_SECONDS = 700;
    private static final int FIRST_SECOND = 1_700_000_000;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;

    private LargeCapture() {}

    /// @param waves number of waves
    /// @param flowsPerWave flows of a wave, all live at once; at most 2^24
    /// @param packetsPerFlow at least 2
    /// @param payloadLength bytes of payload of every packet but TCP's first two
    public record Shape(int waves, int flowsPerWave, int packetsPerFlow, int payloadLength) {
        public long flows() {
            return (long) waves * flowsPerWave;
        }

        public long packets() {
            return flows() * packetsPerFlow;
        }
    }

    /// `LargeCapture FILE WAVES FLOWS_PER_WAVE PACKETS_PER_FLOW PAYLOAD_LENGTH`
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("usage: LargeCapture FILE WAVES FLOWS_PER_WAVE PACKETS_PER_FLOW PAYLOAD_LENGTH");
            System.exit(2);
        }
        var shape = new Shape(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        Path file = Path.of(arguments[0]);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            write(shape, out);
        }
        System.out.println(file + ": " + Files.size(file) + " bytes, " + shape.packets() + " packets, " + shape.flows() + " flows, " + shape.flowsPerWave() + " live at once");
    }

    /// Writes the capture; does not close the stream.
    public static void write(Shape shape, OutputStream out) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(65_535).putInt(1);
        out.write(header.array());
        ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER_LENGTH + ETHERNET_LENGTH + IPV4_LENGTH + TCP_LENGTH + shape.payloadLength());
        for (int wave = 0; wave < shape.waves(); wave++) {
            long micros = 0;
            for (int packet = 0; packet < shape.packetsPerFlow(); packet++) {
                for (int flow = 0; flow < shape.flowsPerWave(); flow++) {
                    int seconds = FIRST_SECOND + wave * WAVE_PAUSE_SECONDS + (int) (micros / 1_000_000);
                    put(record.clear(), shape, wave, flow, packet, seconds, (int) (micros % 1_000_000));
                    out.write(record.array(), 0, record.position());
                    micros++;
                }
            }
        }
    }

    private static void put(ByteBuffer record, Shape shape, int wave, int flow, int packet, int seconds, int micros) {
        boolean tcp = flow % 2 == 0;
        boolean forward = packet % 2 == 0;
        int payload = tcp && packet < 2 ? 0 : shape.payloadLength();
        int ipLength = IPV4_LENGTH + (tcp ? TCP_LENGTH : UDP_LENGTH) + payload;
        int client = 10 << 24 | flow;
        int server = 198 << 24 | 18 << 16 | (flow & 0xFFFF);
        int clientPort = 20_000 + wave;
        int serverPort = tcp ? 443 : 5_000;

        record.order(ByteOrder.LITTLE_ENDIAN).putInt(seconds).putInt(micros).putInt(ETHERNET_LENGTH + ipLength).putInt(ETHERNET_LENGTH + ipLength);
        record.order(ByteOrder.BIG_ENDIAN).putLong(0x0200_0000_0001_0200L).putInt(0x0000_0002).putShort((short) 0x0800);
        int ip = record.position();
        record.putShort((short) 0x4500).putShort((short) ipLength).putInt(0).put((byte) 64).put((byte) (tcp ? 6 : 17)).putShort((short) 0);
        record.putInt(forward ? client : server).putInt(forward ? server : client);
        record.putShort(ip + 10, checksum(record, ip));
        record.putShort((short) (forward ? clientPort : serverPort)).putShort((short) (forward ? serverPort : clientPort));
        if (tcp) {
            int flags = packet == 0 ? SYN : packet == 1 ? SYN | ACK : ACK;
            record.putInt(1 + packet).putInt(packet == 0 ? 0 : 1).put((byte) 0x50).put((byte) flags).putShort((short) 65_535).putInt(0);
        } else {
            record.putShort((short) (UDP_LENGTH + payload)).putShort((short) 0);
        }
        record.position(record.position() + payload);
    }

    private static short checksum(ByteBuffer record, int ip) {
        int sum = 0;
        for (int i = 0; i < IPV4_LENGTH; i += 2) {
            sum += record.getShort(ip + i) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return (short) ~(sum + (sum >>> 16));
    }
}
