package dev.tractor.flow;

import dev.tractor.packet.Packet;

/// What is known of one direction of a flow: of TCP the order of its segments and the begin of a message that is not complete yet.
/// [#take] says which bytes can be looked at now, [#keep] or [#pass] what becomes of them.
final class Direction {
    /// Bytes that are shown to recognisers while messages are incomplete, so that a header which comes byte by byte costs no more than 1 ms.
    private static final int MAX_SHOWN_BYTES = 1 << 20;
    /// A segment that lies further back is no retransmission but a sequence number without meaning.
    private static final int MAX_SEEN_BYTES = 1 << 20;
    private static final int UDP = 17;

    /// The bytes from `begin` to `end` are to be looked at.
    byte[] bytes;
    int begin;
    int end;
    /// Nothing that continues these bytes can come.
    boolean last;
    /// Where the payload or stream begins in `bytes`.
    private int start;
    private final StreamRoom room;
    private Stream stream;
    private int next;
    private boolean hasNext;
    private int shown;
    private int wanted;

    Direction(StreamRoom room) {
        this.room = room;
    }

    /// The sequence number of the first payload byte, where the handshake was seen.
    void expect(int sequence) {
        next = sequence;
        hasNext = true;
    }

    /// Whether the sequence number of what comes next is known.
    boolean isExpecting() {
        return hasNext;
    }

    int heldBytes() {
        return stream == null ? 0 : stream.heldBytes();
    }

    /// Takes a payload.
    ///
    /// @return false when there is nothing to look at yet: it came early, was seen already, or is not all that is waited for
    boolean take(Packet packet, byte[] frames) {
        boolean cut = packet.payloadCaptured() < packet.payloadLength();
        int count = Math.min(packet.payloadCaptured(), Stream.MAX_BYTES);
        bytes = frames;
        start = packet.payloadStart();
        begin = start;
        end = start + count;
        last = cut || packet.protocol() == UDP;
        if (packet.protocol() == UDP) {
            return true;
        }
        int ahead = hasNext ? packet.tcpSequence() - next : 0;
        if (stream == null && (ahead <= 0 || ahead > Stream.MAX_BYTES)) {
            begin = ahead < 0 && ahead >= -MAX_SEEN_BYTES ? Math.min(start - ahead, end) : start;
            return begin < end;
        }
        if (stream == null) {
            stream = new Stream(next, room);
        }
        boolean grown = stream.add(packet.tcpSequence(), frames, start, count);
        boolean lost = !grown && stream.isStuck();
        last |= lost && stream.length() > 0 || stream.isFull();
        if (lost) {
            stream.skipGap();
        }
        showStream();
        return (grown || lost) && (end >= wanted || last);
    }

    private void showStream() {
        bytes = stream.bytes();
        start = 0;
        begin = 0;
        end = stream.length();
    }

    /// Shows what is still held, since the flow ends.
    ///
    /// @return false when there is nothing
    boolean takeRest() {
        if (stream == null) {
            return false;
        }
        stream.skipGap();
        showStream();
        last = true;
        return end > 0;
    }

    /// Keeps the bytes from `begin` on until more come.
    ///
    /// @param bytesWanted how many from `begin` on make another look worth while
    /// @return false when no more will be waited for
    boolean keep(Packet packet, int bytesWanted) {
        shown += end - begin;
        if (last || shown > MAX_SHOWN_BYTES) {
            return false;
        }
        if (stream == null) {
            int sequence = packet.tcpSequence() + begin - start;
            stream = new Stream(sequence, room);
            stream.add(sequence, bytes, begin, end - begin);
        } else {
            stream.drop(begin);
        }
        wanted = bytesWanted;
        return true;
    }

    /// All that could be looked at was; what came early still waits.
    void pass(Packet packet) {
        wanted = 0;
        if (stream != null && stream.hasGap()) {
            stream.drop(stream.length());
            expect(stream.next());
        } else {
            expect(stream == null ? packet.tcpSequence() + packet.payloadLength() : stream.next());
            close();
        }
    }

    /// Gives up what is held.
    void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
