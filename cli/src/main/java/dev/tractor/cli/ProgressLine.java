package dev.tractor.cli;

import dev.tractor.flow.Progress;
import java.util.Locale;

/// One line on the terminal that says how far the work is, drawn over itself and wiped at the end. Draws nothing where nobody watches.
final class ProgressLine implements Progress, AutoCloseable {
    private static final long NANOS_BETWEEN_DRAWINGS = 200_000_000;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final Streams streams;
    private final long total;
    private long lastDrawn = System.nanoTime();
    private int drawnLength;

    /// @param total bytes that 100% are, or -1 where nobody knows
    ProgressLine(Streams streams, long total) {
        this.streams = streams;
        this.total = total;
    }

    @Override
    public boolean reached(long bytesRead, long packets, long flows) {
        if (isDue()) {
            draw(String.format(Locale.ROOT, "%s%,.1f MB, %,d packets, %,d flows", percent(bytesRead), bytesRead / BYTES_PER_MEGABYTE, packets, flows));
        }
        return true;
    }

    /// For work that has no packets: an upload.
    void sent(long bytes) {
        if (isDue()) {
            draw(String.format(Locale.ROOT, "%s%,.1f MB sent", percent(bytes), bytes / BYTES_PER_MEGABYTE));
        }
    }

    @Override
    public void close() {
        if (drawnLength > 0) {
            draw("");
            streams.err().print('\r');
            streams.err().flush();
        }
    }

    private boolean isDue() {
        if (!streams.progress() || System.nanoTime() - lastDrawn < NANOS_BETWEEN_DRAWINGS) {
            return false;
        }
        lastDrawn = System.nanoTime();
        return true;
    }

    private String percent(long bytes) {
        return total > 0 ? String.format(Locale.ROOT, "%3d%%  ", Math.min(100, 100 * bytes / total)) : "";
    }

    private void draw(String line) {
        streams.err().print("\r" + line + " ".repeat(Math.max(0, drawnLength - line.length())));
        streams.err().flush();
        drawnLength = line.length();
    }
}
