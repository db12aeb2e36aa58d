package dev.tractor.packet;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Reads the packets of a capture one after another, in constant memory. The accessors speak of the packet that [#next] moved to; the bytes stay
/// valid until the next call of [#next].
///
/// Bad input: what is no capture throws [CaptureFormatException]; what breaks off or turns to nonsense after its header ends there, with a warning
/// that names the byte and the reason. Odd but readable records are read and counted in a warning.
public abstract sealed class CaptureReader permits PcapReader, PcapngReader {
    /// Timestamps beyond are kept at it: 2^63 nanoseconds end in 2262.
    static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;
    private static final int SNIFF_LENGTH = 32;

    final CaptureInput input;
    private final CountingStream stored;
    final String compression;
    private final Map<String, CaptureWarning> warnings = new LinkedHashMap<>();

    int packetStart;
    int capturedLength;
    long originalLength;
    long timeNanos;
    int linkType;
    long recordOffset;
    int recordLength;

    CaptureReader(CaptureInput input, CountingStream stored, String compression) {
        this.input = input;
        this.stored = stored;
        this.compression = compression;
    }

    /// Recognises the format by its first bytes and reads the file's header.
    ///
    /// @param in not closed
    /// @throws CaptureFormatException when it is no capture
    public static CaptureReader open(InputStream in) throws IOException {
        var stored = new CountingStream(in);
        var buffered = new BufferedInputStream(stored, 1 << 16);
        buffered.mark(SNIFF_LENGTH);
        byte[] head = buffered.readNBytes(4);
        buffered.reset();
        String compression = compressionOf(head);
        InputStream plain = switch (compression) {
            case "gzip" -> new GZIPInputStream(buffered, 1 << 16);
            case "zstd" -> new ZstdInputStream(buffered);
            default -> buffered;
        };
        var input = new CaptureInput(plain);
        if (!input.require(4)) {
            throw input.available() == 0 && compression.isEmpty()
                    ? new CaptureFormatException("the file is empty", 0)
                    : new CaptureFormatException("not a capture: only " + input.available() + " bytes where a pcap or pcapng header was expected", 0);
        }
        int magic = input.intAt(0, false);
        if (magic == PcapngReader.SECTION_HEADER) {
            return new PcapngReader(input, stored, compression);
        }
        if (PcapReader.isMagic(magic)) {
            return new PcapReader(input, stored, compression);
        }
        throw new CaptureFormatException("not a capture: it begins with " + input.hex(4) + ", which is neither a pcap nor a pcapng header", 0);
    }

    /// True when these first bytes are those of a compressed file that is read transparently: gzip or zstd.
    public static boolean isCompressed(byte[] head) {
        return !compressionOf(head).isEmpty();
    }

    private static String compressionOf(byte[] head) {
        if (head.length >= 2 && head[0] == 0x1F && head[1] == (byte) 0x8B) {
            return "gzip";
        }
        boolean zstd = head.length >= 4 && head[0] == 0x28 && head[1] == (byte) 0xB5 && head[2] == 0x2F && head[3] == (byte) 0xFD;
        return zstd ? "zstd" : "";
    }

    /// Moves to the next packet.
    ///
    /// @return false at the end
    public abstract boolean next() throws IOException;

    /// What the file says of itself; complete once all is read (pcapng names interfaces on the way).
    public abstract CaptureInfo info();

    /// The array that holds the packet, from [#packetStart()].
    public final byte[] buffer() {
        return input.buffer();
    }

    public final int packetStart() {
        return packetStart;
    }

    public final int capturedLength() {
        return capturedLength;
    }

    public final long originalLength() {
        return originalLength;
    }

    /// Nanoseconds since the epoch.
    public final long timeNanos() {
        return timeNanos;
    }

    /// LINKTYPE number of the packet's interface.
    public final int linkType() {
        return linkType;
    }

    /// Byte of the uncompressed capture at which the packet's record begins.
    public final long recordOffset() {
        return recordOffset;
    }

    public final int recordLength() {
        return recordLength;
    }

    /// Bytes read so far of what is stored (compressed ones of a compressed capture).
    public final long bytesRead() {
        return stored.count;
    }

    public final List<CaptureWarning> warnings() {
        return new ArrayList<>(warnings.values());
    }

    /// Notes something odd; the first message of a code stays, further ones are counted.
    final void warn(String code, String message, long offset) {
        warnings.merge(code, new CaptureWarning(code, message, 1, offset), (old, added) -> new CaptureWarning(code, old.message(), old.count() + 1, old.firstOffset()));
    }

    /// Ends the reading inside a record that the input does not hold completely.
    final boolean truncated(String what, int wanted) {
        String reason = input.fault() != null ? input.fault() : what + " needs " + wanted + " bytes, " + input.available() + " are left";
        warn("truncated", "the capture breaks off at byte " + input.offset() + ": " + reason, input.offset());
        return false;
    }

    /// Ends the reading at bytes that cannot be a record.
    final boolean corrupt(String reason) {
        warn("corrupt", "the capture is not readable from byte " + input.offset() + " on: " + reason, input.offset());
        return false;
    }

    /// A captured length above the original one happens in the wild; the packet is read as captured.
    final void checkLengths() {
        if (capturedLength > originalLength) {
            warn("captured-exceeds-original", "a packet's captured length " + capturedLength + " exceeds its original length " + originalLength, recordOffset);
        }
    }

    /// Counts what is taken from the stored capture.
    static final class CountingStream extends FilterInputStream {
        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                count++;
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read > 0) {
                count += read;
            }
            return read;
        }
    }
}
