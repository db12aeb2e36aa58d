package dev.tractor.fuzz;

import dev.tractor.flow.index.PacketIndexFormatException;
import dev.tractor.flow.index.PacketIndexReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// The reader of packet indexes. An odd first byte has the checksums put right before, so that the fuzzer comes to what lies behind them.
final class Index {
    private static final int TRAILER_BYTES = 20;
    private static final int ENTRY_BYTES = 60;
    private static final int HEADER_BYTES = 8;

    private Index() {}

    static void read(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] index = Arrays.copyOfRange(input, 1, input.length);
        if ((input[0] & 1) == 1 && index.length >= HEADER_BYTES + TRAILER_BYTES) {
            putChecksumsRight(ByteBuffer.wrap(index));
        }
        try {
            PacketIndexReader reader = PacketIndexReader.open(new Bytes(index));
            Check.that(reader.packets() >= 0, "packets: " + reader.packets());
            for (long ordinal = 0; ordinal < 4; ordinal++) {
                reader.visit(ordinal, (_, _) -> { });
            }
        } catch (PacketIndexFormatException e) {
            Check.that(!e.getMessage().isBlank(), "a refusal without a reason");
        }
    }

    private static void putChecksumsRight(ByteBuffer index) {
        int trailer = index.capacity() - TRAILER_BYTES;
        long count = index.getInt(trailer + 8) & 0xffL;
        long directory = trailer - count * ENTRY_BYTES;
        int header = HEADER_BYTES + Short.toUnsignedInt(index.getShort(6));
        if (directory < header) {
            return;
        }
        index.putLong(trailer, directory).putInt(trailer + 8, (int) count);
        for (int at = (int) directory; at < trailer; at += ENTRY_BYTES) {
            long begin = index.getLong(at);
            int length = index.getInt(at + 8);
            if (begin >= 0 && length >= 0 && begin <= directory - length) {
                index.putInt(at + 16, crc(index, (int) begin, length));
            }
        }
        CRC32C checksum = new CRC32C();
        checksum.update(index.array(), 0, header);
        checksum.update(index.array(), (int) directory, trailer - (int) directory);
        index.putInt(trailer + 12, (int) checksum.getValue());
    }

    private static int crc(ByteBuffer index, int begin, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(index.array(), begin, length);
        return (int) checksum.getValue();
    }

    private record Bytes(byte[] bytes) implements PacketIndexReader.Source {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public byte[] read(long position, int length) {
            Check.that(position >= 0 && length >= 0 && position + length <= bytes.length, "bytes " + position + " to " + (position + length) + " of " + bytes.length);
            return Arrays.copyOfRange(bytes, (int) position, (int) position + length);
        }
    }
}
