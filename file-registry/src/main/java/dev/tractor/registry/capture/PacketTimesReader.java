package dev.tractor.registry.capture;

import dev.tractor.packet.CaptureFormatException;
import dev.tractor.packet.CaptureTimes;
import dev.tractor.registry.store.CaptureStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Finds the times of a capture's first and last packet.
@ApplicationScoped
class PacketTimesReader {
    /// A capture up to this length is read whole: one request, and cheap.
    static final long WHOLE_LIMIT_BYTES = 8L << 20;
    /// Long enough for many packets of the largest snapshot length at either end.
    static final int END_BYTES = 1 << 20;

    private final CaptureStore store;

    PacketTimesReader(CaptureStore store) {
        this.store = store;
    }

    /// Reads a short capture whole and a long one from its ends.
    ///
    /// @return empty when the ends do not tell, as in a compressed capture: it takes a [#scan]
    /// @throws CaptureFormatException when it is no capture
    Optional<PacketTimes> glance(Capture capture) throws IOException {
        if (capture.sizeBytes() <= WHOLE_LIMIT_BYTES) {
            return Optional.of(scan(capture));
        }
        byte[] head = bytes(capture, 0);
        byte[] tail = bytes(capture, capture.sizeBytes() - END_BYTES);
        return CaptureTimes.ofHeadAndTail(head, tail, capture.sizeBytes()).map(times -> new PacketTimes(times.firstNanos(), times.lastNanos()));
    }

    /// Reads all of it.
    PacketTimes scan(Capture capture) throws IOException {
        try (InputStream in = store.read(capture.name(), capture.etag(), 0, capture.sizeBytes())) {
            CaptureTimes times = CaptureTimes.scan(in);
            return new PacketTimes(times.firstNanos(), times.lastNanos());
        }
    }

    private byte[] bytes(Capture capture, long offset) throws IOException {
        try (InputStream in = store.read(capture.name(), capture.etag(), offset, END_BYTES)) {
            return in.readNBytes(END_BYTES);
        }
    }
}
