package dev.tractor.packet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The times of a capture's earliest and latest packet.
///
/// @param info the file's header facts
/// @param firstNanos nanoseconds since the epoch
/// @param lastNanos nanoseconds since the epoch
public record CaptureTimes(CaptureInfo info, long firstNanos, long lastNanos) {
    /// A record of a tail is believed when this many follow one another up to the very end, or all there are room for.
    private static final int MIN_CHAIN = 3;
    /// A tail's packet is not from another day than the head's, nor from the far future: else the bytes were no header.
    private static final long PLAUSIBLE_SECONDS = 366L * 24 * 3600;

    /// Reads all of it.
    ///
    /// @throws CaptureFormatException when it is no capture or has no readable packet
    public static CaptureTimes scan(InputStream in) throws IOException {
        CaptureReader reader = CaptureReader.open(in);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        while (reader.next()) {
            first = Math.min(first, reader.timeNanos());
            last = Math.max(last, reader.timeNanos());
        }
        if (first == Long.MAX_VALUE) {
            String reason = reader.warnings().isEmpty() ? "the capture has no packet" : reader.warnings().getLast().message();
            throw new CaptureFormatException("no packet is readable: " + reason, reader.input.offset());
        }
        return new CaptureTimes(reader.info(), first, last);
    }

    /// Looks at the first and the last bytes of an uncompressed capture only.
    ///
    /// @param head the first bytes, at least one packet
    /// @param tail the last bytes
    /// @param totalBytes length of the whole capture
    /// @return empty when the two ends do not tell without doubt
    /// @throws CaptureFormatException when it is no capture
    public static Optional<CaptureTimes> ofHeadAndTail(byte[] head, byte[] tail, long totalBytes) throws IOException {
        if (CaptureReader.isCompressed(head)) {
            return Optional.empty();
        }
        CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(head));
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        while (reader.next()) {
            first = Math.min(first, reader.timeNanos());
            last = Math.max(last, reader.timeNanos());
        }
        if (first == Long.MAX_VALUE || !(reader instanceof PcapReader)) {
            return Optional.empty();
        }
        return ofPcapTail(reader.info(), first, last, head, tail);
    }

    private static Optional<CaptureTimes> ofPcapTail(CaptureInfo info, long first, long last, byte[] head, byte[] tail) {
        if (info.format().contains("Kuznetzov")) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(tail).order(info.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int nanosPerUnit = info.format().contains("nano") ? 1 : 1_000;
        for (int start = 0; start + PcapReader.RECORD_HEADER_LENGTH <= tail.length; start++) {
            int chain = 0;
            int at = start;
            long earliest = first;
            long latest = last;
            while (plausible(bytes, at, first / 1_000_000_000L, nanosPerUnit)) {
                long time = Integer.toUnsignedLong(bytes.getInt(at)) * 1_000_000_000L + Integer.toUnsignedLong(bytes.getInt(at + 4)) * nanosPerUnit;
                earliest = Math.min(earliest, time);
                latest = Math.max(latest, time);
                at += PcapReader.RECORD_HEADER_LENGTH + bytes.getInt(at + 8);
                chain++;
            }
            if (at == tail.length && chain >= MIN_CHAIN) {
                return Optional.of(new CaptureTimes(info, earliest, latest));
            }
        }
        return Optional.empty();
    }

    private static boolean plausible(ByteBuffer bytes, int at, long firstSecond, int nanosPerUnit) {
        if (at + PcapReader.RECORD_HEADER_LENGTH > bytes.capacity()) {
            return false;
        }
        long second = Integer.toUnsignedLong(bytes.getInt(at));
        long fraction = Integer.toUnsignedLong(bytes.getInt(at + 4));
        long captured = Integer.toUnsignedLong(bytes.getInt(at + 8));
        long original = Integer.toUnsignedLong(bytes.getInt(at + 12));
        return Math.abs(second - firstSecond) <= PLAUSIBLE_SECONDS && fraction * nanosPerUnit < 1_000_000_000L && captured > 0 && captured <= original
                && original <= CaptureInput.MAX_RECORD_LENGTH && at + PcapReader.RECORD_HEADER_LENGTH + captured <= bytes.capacity();
    }
}
