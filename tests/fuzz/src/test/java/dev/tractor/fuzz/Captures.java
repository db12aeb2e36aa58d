package dev.tractor.fuzz;

import dev.tractor.packet.CaptureFormatException;
import dev.tractor.packet.CaptureReader;
import dev.tractor.packet.CaptureTimes;
import dev.tractor.packet.CaptureWarning;
import dev.tractor.packet.Packet;
import dev.tractor.packet.Warnings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/// The readers of capture formats. Each input is made to begin as its format does, so that no input is refused by its first bytes alone.
final class Captures {
    private static final byte[][] PCAP_MAGICS = {
        {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1}, {(byte) 0xa1, (byte) 0xb2, (byte) 0xc3, (byte) 0xd4}, {0x4d, 0x3c, (byte) 0xb2, (byte) 0xa1},
        {(byte) 0xa1, (byte) 0xb2, 0x3c, 0x4d}, {0x34, (byte) 0xcd, (byte) 0xb2, (byte) 0xa1}, {(byte) 0xa1, (byte) 0xb2, (byte) 0xcd, 0x34}
    };
    private static final byte[] SECTION_HEADER = {0x0a, 0x0d, 0x0d, 0x0a};
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b, 8};
    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private Captures() {}

    static void pcap(byte[] input) throws IOException {
        if (Arrays.stream(PCAP_MAGICS).noneMatch(magic -> begins(input, magic)) && input.length > 0) {
            overwrite(input, PCAP_MAGICS[(input[0] & 0xff) % PCAP_MAGICS.length]);
        }
        read(input);
    }

    static void pcapng(byte[] input) throws IOException {
        read(overwrite(input, SECTION_HEADER));
    }

    static void gzip(byte[] input) throws IOException {
        read(overwrite(input, GZIP_MAGIC));
    }

    static void zstd(byte[] input) throws IOException {
        read(overwrite(input, ZSTD_MAGIC));
    }

    private static boolean begins(byte[] input, byte[] magic) {
        return input.length >= magic.length && Arrays.equals(input, 0, magic.length, magic, 0, magic.length);
    }

    private static byte[] overwrite(byte[] input, byte[] magic) {
        System.arraycopy(magic, 0, input, 0, Math.min(magic.length, input.length));
        return input;
    }

    private static void read(byte[] input) throws IOException {
        Packet[] batch = Packet.batch(32);
        Warnings warnings = new Warnings();
        long packets = 0;
        long end = 0;
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(input), warnings)) {
            for (int count = reader.read(batch); count > 0; count = reader.read(batch)) {
                for (int i = 0; i < count; i++) {
                    Packet packet = batch[i];
                    Check.that(packet.start() >= 0 && packet.captured() >= 0 && packet.start() + (long) packet.captured() <= reader.memory().length, "a packet outside memory");
                    Check.that(packet.recordLength() > packet.captured() && packet.offset() >= end, "records overlap at " + packet.offset());
                    Check.that(packet.original() >= packet.captured(), "an original length below the captured one");
                    end = packet.offset() + packet.recordLength();
                    packets++;
                }
            }
            Check.that(packets > 0, "a capture without a packet was read");
            Check.that(reader.bytesRead() <= input.length, "more bytes than there are");
            Check.that(reader.read(batch) == 0, "a packet after the end");
            warnings.list().forEach(Captures::check);
        } catch (CaptureFormatException e) {
            refused(e, packets);
        }
    }

    static void refused(CaptureFormatException e, long packets) {
        Check.that(packets == 0, "packets were lost: " + e.getMessage());
        Check.that(e.offset() >= 0 && !e.getMessage().isBlank(), "a refusal that does not say where and why");
    }

    private static void check(CaptureWarning warning) {
        Check.that(warning.count() > 0 && warning.firstOffset() >= 0 && !warning.message().isBlank(), "an empty warning " + warning);
    }

    /// The first byte tells how much of the rest are head and tail.
    static void times(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        byte[] capture = Arrays.copyOfRange(input, 1, input.length);
        int head = capture.length * (input[0] & 0xf) / 15;
        int tail = capture.length * (input[0] >>> 4 & 0xf) / 15;
        try {
            CaptureTimes.ofHeadAndTail(Arrays.copyOf(capture, head), Arrays.copyOfRange(capture, capture.length - tail, capture.length), capture.length)
                    .ifPresent(times -> Check.that(times.firstNanos() <= times.lastNanos(), "the first packet after the last"));
            CaptureTimes whole = CaptureTimes.scan(new ByteArrayInputStream(capture));
            Check.that(whole.firstNanos() <= whole.lastNanos(), "the first packet after the last");
        } catch (CaptureFormatException e) {
            refused(e, 0);
        }
    }
}
