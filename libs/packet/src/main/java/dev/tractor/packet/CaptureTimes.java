package dev.tractor.packet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The times of a capture's earliest and latest packet.
///
/// @param info the file's header facts
/// @param firstNanos nanoseconds since the epoch
/// @param lastNanos nanoseconds since the epoch
public record CaptureTimes(CaptureInfo info, long firstNanos, long lastNanos) {
    private static final int BATCH_PACKETS = 32;

    /// Reads all of it.
    ///
    /// @throws CaptureFormatException when it is no capture or has no readable packet
    public static CaptureTimes scan(InputStream in) throws IOException {
        try (CaptureReader reader = CaptureReader.open(in, new Warnings())) {
            return scan(reader);
        }
    }

    /// Looks at the first and the last bytes of an uncompressed capture only: `firstNanos` is the earliest of the head and `lastNanos` the latest of the
    /// two ends. A capture whose packets are far out of order in its middle is not noticed,
    /// nor is a whole pcapng section there when the first one's header does not say how long it is.
    ///
    /// @param head the first bytes
    /// @param tail the last bytes; may overlap the head
    /// @param totalBytes length of the whole capture
    /// @return empty when the two ends do not tell without doubt, or the capture is compressed: then only a scan helps
    /// @throws CaptureFormatException when it is no capture, or a whole one without a readable packet
    public static Optional<CaptureTimes> ofHeadAndTail(byte[] head, byte[] tail, long totalBytes) throws IOException {
        if (CaptureReader.isCompressed(head)) {
            return Optional.empty();
        }
        if (head.length >= totalBytes) {
            return Optional.of(scan(new ByteArrayInputStream(head)));
        }
        CaptureTimes begin;
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(head), new Warnings())) {
            begin = scan(reader);
            return reader.tail(tail, totalBytes).map(latest -> new CaptureTimes(begin.info, Math.min(begin.firstNanos, latest), Math.max(begin.lastNanos, latest)));
        } catch (CaptureFormatException e) {
            if (e.offset() == 0) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static CaptureTimes scan(CaptureReader reader) throws IOException {
        Packet[] batch = Packet.batch(BATCH_PACKETS);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int count = reader.read(batch); count > 0; count = reader.read(batch)) {
            for (int i = 0; i < count; i++) {
                first = Math.min(first, batch[i].timeNanos());
                last = Math.max(last, batch[i].timeNanos());
            }
        }
        return new CaptureTimes(reader.info(), first, last);
    }
}
