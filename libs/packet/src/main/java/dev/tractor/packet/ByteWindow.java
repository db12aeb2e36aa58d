package dev.tractor.packet;

import java.io.IOException;

/// The part of a capture that is in memory: reads go on at [#position()] and the bytes before it may go at the next [#require(int)].
/// It grows to the longest record and no further than its limit. One thread.
final class ByteWindow {
    /// Room at first: many records at a time, and small beside a service's memory.
    private static final int FIRST_BYTES = 1 << 20;

    private final ByteSource source;
    private byte[] memory = new byte[FIRST_BYTES];
    private int position;
    private int limit;
    private long base;
    private boolean ended;
    private String broken;

    ByteWindow(ByteSource source) {
        this.source = source;
    }

    byte[] memory() {
        return memory;
    }

    int position() {
        return position;
    }

    int available() {
        return limit - position;
    }

    /// Byte of the capture at [#position()].
    long offset() {
        return base + position;
    }

    long consumed() {
        return source.consumed();
    }

    /// Why the source ended early, null when it did not.
    String broken() {
        return broken;
    }

    void advance(int bytes) {
        position += bytes;
    }

    /// Makes `bytes` available; moves what is left to the front, so earlier places in [#memory()] are void.
    ///
    /// @return false when the capture ends before
    boolean require(int bytes) throws IOException {
        if (available() >= bytes) {
            return true;
        }
        makeRoom(bytes);
        while (available() < bytes) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    /// Passes over bytes without keeping them.
    ///
    /// @return false when the capture ends before
    boolean skip(long bytes) throws IOException {
        long left = bytes;
        while (left > available()) {
            left -= available();
            position = limit;
            if (!require(1)) {
                return false;
            }
        }
        position += (int) left;
        return true;
    }

    private void makeRoom(int bytes) {
        byte[] old = memory;
        int kept = available();
        if (bytes > memory.length) {
            memory = new byte[Math.toIntExact(Long.highestOneBit(bytes - 1L) << 1)];
        }
        System.arraycopy(old, position, memory, 0, kept);
        base += position;
        position = 0;
        limit = kept;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        try {
            int count = source.read(memory, limit, memory.length - limit);
            ended = count < 0;
            limit += Math.max(count, 0);
        } catch (ByteSource.BrokenInputException e) {
            broken = e.getMessage();
            ended = true;
        }
        return !ended;
    }
}
