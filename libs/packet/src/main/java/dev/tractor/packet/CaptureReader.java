package dev.tractor.packet;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;

/// Reads the packets of a capture in constant memory, from a file or a stream, compressed or not. One thread.
///
/// Policy: bytes that are no capture throw; a capture that breaks off or turns to nonsense after a good packet ends there with
/// the warning `truncated`; without a good packet that throws too.
public final class CaptureReader implements Closeable {
    /// Longest record that is read: far above any link's frame (Linux GSO: 512 KiB), far below what would hurt.
    static final int MAX_RECORD_BYTES = 16 << 20;
    private static final int MAGIC_BYTES = 4;

    private final Closeable owned;
    private final ByteSource source;
    private final ByteWindow window;
    private final RecordFormat format;
    private final Compression compression;
    private final Warnings warnings;
    private long packets;

    private CaptureReader(Closeable owned, ByteSource source, Compression compression, Warnings warnings, NameSink names, BlockSink blocks) throws IOException {
        this.owned = owned;
        this.source = source;
        this.compression = compression;
        this.warnings = warnings;
        this.window = new ByteWindow(source);
        this.format = recognise(names, blocks);
    }

    /// True when these first bytes are those of a compressed file, which is read as what it holds: gzip or zstd.
    public static boolean isCompressed(byte[] head) {
        return Compression.of(head) != Compression.NONE;
    }

    /// The bytes that the offsets of packets count.
    ///
    /// @param in a capture as it is stored, closed with the result
    public static InputStream uncompressed(InputStream in) throws IOException {
        byte[] head = in.readNBytes(Compression.MAGIC_BYTES);
        return Compression.of(head).stream(new SequenceInputStream(new ByteArrayInputStream(head), in));
    }

    /// As [#open(Path, Warnings, NameSink, BlockSink)], without its names and blocks.
    public static CaptureReader open(Path file, Warnings warnings) throws IOException {
        return open(file, warnings, NameSink.NONE, BlockSink.NONE);
    }

    /// As [#open(InputStream, Warnings, NameSink, BlockSink)], without its names and blocks.
    public static CaptureReader open(InputStream in, Warnings warnings) throws IOException {
        return open(in, warnings, NameSink.NONE, BlockSink.NONE);
    }

    /// @param names receives the names that the capture itself tells
    /// @param blocks receives where its sections and interfaces are described
    /// @throws CaptureFormatException when the file does not begin as a capture does
    public static CaptureReader open(Path file, Warnings warnings, NameSink names, BlockSink blocks) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        ByteSource source = null;
        try {
            byte[] head = new byte[Compression.MAGIC_BYTES];
            int count = channel.read(ByteBuffer.wrap(head));
            Compression compression = Compression.of(count < head.length ? new byte[0] : head);
            channel.position(0);
            source = compression == Compression.NONE ? ByteSource.of(channel) : compression.source(Channels.newInputStream(channel));
            return new CaptureReader(channel, source, compression, warnings, names, blocks);
        } catch (IOException | RuntimeException e) {
            if (source != null) {
                source.close();
            }
            channel.close();
            throw e;
        }
    }

    /// The stream is not closed with the reader.
    ///
    /// @param names receives the names that the capture itself tells
    /// @param blocks receives where its sections and interfaces are described
    /// @throws CaptureFormatException when it does not begin as a capture does
    public static CaptureReader open(InputStream in, Warnings warnings, NameSink names, BlockSink blocks) throws IOException {
        byte[] head = in.readNBytes(Compression.MAGIC_BYTES);
        Compression compression = Compression.of(head);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        return new CaptureReader(() -> {}, compression.source(whole), compression, warnings, names, blocks);
    }

    /// Reads the next packets' records into `batch`, from its beginning; fewer than its length when the memory's window must move first.
    ///
    /// @return how many; 0 at the end
    /// @throws CaptureFormatException when the capture ends and no packet was read
    public int read(Packet[] batch) throws IOException {
        int count = format.read(batch);
        packets += count;
        if (count == 0) {
            finish();
        }
        return count;
    }

    /// Reads the time of the latest packet in a capture's last bytes, once the first ones were read.
    ///
    /// @param totalBytes of the whole capture
    /// @return empty when they do not tell without doubt
    Optional<Long> tail(byte[] tail, long totalBytes) {
        return format.tail(tail, totalBytes);
    }

    /// Where the packets of the last batch stand; the next one overwrites it.
    public byte[] memory() {
        return window.memory();
    }

    public CaptureInfo info() {
        return format.info(compression.label());
    }

    /// The sections and interfaces that came so far, with the packets that were read.
    public CaptureLayout layout() {
        return format.layout();
    }

    /// Bytes taken so far from the capture as it is stored.
    public long bytesRead() {
        return window.consumed();
    }

    @Override
    public void close() throws IOException {
        source.close();
        owned.close();
    }

    private RecordFormat recognise(NameSink names, BlockSink blocks) throws IOException {
        if (!window.require(MAGIC_BYTES)) {
            throw tooShort();
        }
        int magic = Wire.i32(window.memory(), window.position());
        if (magic == PcapngFormat.SECTION_HEADER) {
            return new PcapngFormat(window, warnings, names, blocks);
        }
        PcapFormat.Variant variant = PcapFormat.Variant.of(magic);
        if (variant != null) {
            return new PcapFormat(variant, window, warnings);
        }
        throw new CaptureFormatException("the file does not begin with a pcap or pcapng header; its first 4 bytes are "
                + HexFormat.ofDelimiter(" ").formatHex(new byte[] {(byte) (magic >>> 24), (byte) (magic >>> 16), (byte) (magic >>> 8), (byte) magic}), 0);
    }

    private CaptureFormatException tooShort() {
        if (window.broken() != null) {
            return new CaptureFormatException(window.broken(), 0);
        }
        return new CaptureFormatException(window.available() == 0 ? "the file is empty" : "the file has only " + window.available() + " bytes, too few for a capture", 0);
    }

    private void finish() throws CaptureFormatException {
        String fault = window.broken() != null ? window.broken() : format.fault();
        if (packets == 0) {
            throw new CaptureFormatException(fault == null ? "the capture has a header and no packet" : "the capture has no readable packet: " + fault, window.offset());
        }
        if (fault != null && !format.reported()) {
            warnings.add("truncated", "the capture breaks off at byte " + window.offset() + " after " + packets + " packets: " + fault, window.offset());
            format.markReported();
        }
    }
}
