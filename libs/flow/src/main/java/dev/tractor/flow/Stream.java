package dev.tractor.flow;

/// One direction's TCP payload from the begin of a message on, put in order: a segment that comes early waits until the gap before it is filled. Where
/// segments contradict each other the first that was in order is kept.
final class Stream {
    /// A ClientHello with post-quantum keys has 2 KiB, a server's first certificate 4 KiB, an HTTP header rarely 8; what is longer is not waited for.
    static final int MAX_BYTES = 16_384;
    /// Segments that may wait for one gap: more than a reordering network lets overtake; after that the gap is a loss of the capture.
    static final int MAX_WAITING = 8;
    private final StreamRoom room;
    private byte[] bytes;
    private int base;
    private int length;
    /// Begin and end of each range behind the gap, in the order of arrival.
    private int[] waiting;
    private int waitingCount;

    /// @param sequence of the first byte
    Stream(int sequence, StreamRoom room) {
        this.room = room;
        base = sequence;
        bytes = room.take(0);
    }

    byte[] bytes() {
        return bytes;
    }

    /// Bytes that are there without a gap.
    int length() {
        return length;
    }

    int heldBytes() {
        return bytes.length;
    }

    boolean isFull() {
        return length >= MAX_BYTES;
    }

    /// A gap keeps too many segments waiting.
    boolean isStuck() {
        return waitingCount >= MAX_WAITING;
    }

    boolean hasGap() {
        return waitingCount > 0;
    }

    /// The sequence number that continues the stream.
    int next() {
        return base + length;
    }

    /// Takes what a segment adds.
    ///
    /// @return false when the stream has not grown: the segment came early, or was seen already
    boolean add(int sequence, byte[] payload, int from, int count) {
        int begin = sequence - base;
        int end = Math.min(begin + count, MAX_BYTES);
        int known = Math.max(begin, length);
        if (begin > MAX_BYTES || end <= known) {
            return false;
        }
        if (end > bytes.length) {
            byte[] longer = room.take(end);
            System.arraycopy(bytes, 0, longer, 0, bytes.length);
            room.give(bytes);
            bytes = longer;
        }
        System.arraycopy(payload, from + known - begin, bytes, known, end - known);
        if (begin > length) {
            await(begin, end);
            return false;
        }
        length = end;
        join();
        return true;
    }

    /// Gives up its bytes; it is not used any more.
    void close() {
        room.give(bytes);
    }

    private void await(int begin, int end) {
        if (waiting == null) {
            waiting = new int[2 * MAX_WAITING];
        }
        if (waitingCount < MAX_WAITING) {
            waiting[2 * waitingCount] = begin;
            waiting[2 * waitingCount + 1] = end;
            waitingCount++;
        }
    }

    private void join() {
        for (int i = 0; i < waitingCount; i++) {
            if (waiting[2 * i] <= length) {
                length = Math.max(length, waiting[2 * i + 1]);
                remove(i);
                i = -1;
            }
        }
    }

    private void remove(int i) {
        waitingCount--;
        System.arraycopy(waiting, 2 * (i + 1), waiting, 2 * i, 2 * (waitingCount - i));
    }

    /// Goes on behind the bytes that a message took.
    void drop(int count) {
        System.arraycopy(bytes, count, bytes, 0, bytes.length - count);
        base += count;
        length -= count;
        for (int i = 0; i < 2 * waitingCount; i++) {
            waiting[i] -= count;
        }
    }

    /// Takes the gap for a loss: what waits behind it is the begin now, if nothing came before it.
    void skipGap() {
        int first = MAX_BYTES;
        for (int i = 0; i < waitingCount; i++) {
            first = Math.min(first, waiting[2 * i]);
        }
        if (length == 0 && waitingCount > 0) {
            drop(first);
            length = 0;
            join();
        }
        waitingCount = 0;
    }
}
