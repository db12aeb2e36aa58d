package dev.tractor.packet;

import java.io.IOException;
import java.util.Optional;

/// Walks the records of one capture format through a [ByteWindow].
abstract sealed class RecordFormat permits PcapFormat, PcapngFormat {
    /// A capture's tail is not years from its head: else what was read there was no time.
    static final long PLAUSIBLE_TAIL_NANOS = 366L * 86_400 * 1_000_000_000L;
    private static final String CAPTURED_EXCEEDS_ORIGINAL = "captured-exceeds-original";

    final ByteWindow window;
    final Warnings warnings;
    private String fault;
    private boolean reported;

    RecordFormat(ByteWindow window, Warnings warnings) {
        this.window = window;
        this.warnings = warnings;
    }

    /// As [CaptureReader#read(Packet\[\])]; after a fault always 0.
    abstract int read(Packet[] batch) throws IOException;

    abstract CaptureInfo info(String compression);

    abstract CaptureLayout layout();

    /// As [CaptureReader#tail(byte\[\], long)].
    abstract Optional<Long> tail(byte[] tail, long totalBytes);

    /// Why reading ended before the end, null when it did not.
    final String fault() {
        return fault;
    }

    final boolean reported() {
        return reported;
    }

    final void markReported() {
        reported = true;
    }

    /// Ends the reading at the window's position.
    final int fail(String why) {
        fault = why;
        return 0;
    }

    final void warnOfTime(Packet packet) {
        if (!warnings.again("time-out-of-range")) {
            warnings.add("time-out-of-range", "packets have times that no clock shows: a fraction of a second or more, which counts as it stands, or a time before "
                    + "1823 or after 2116, which counts as that", packet.offset);
        }
    }

    final void checkLengths(Packet packet) {
        if (packet.captured > packet.original) {
            if (!warnings.again(CAPTURED_EXCEEDS_ORIGINAL)) {
                warnings.add(CAPTURED_EXCEEDS_ORIGINAL,
                        "packets have more captured bytes (" + packet.captured + ") than they had on the wire (" + packet.original + ")", packet.offset);
            }
            packet.original = packet.captured;
        }
    }
}
