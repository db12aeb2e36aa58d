package dev.tractor.flow.evidence;

/// The content of consecutive handshake records of TLS, joined until the next look; of one record alone it is a view, not a copy.
///
/// @param content may end within a message
/// @param end where in the payload the last of these records ends, or would end
/// @param headers bytes of record headers up to there
record HandshakeRecords(Payload content, int end, int headers) {
    private static final int HANDSHAKE = 22;
    private static final int RECORD_HEADER = 5;
    private static final int MOST_BYTES = 16_384;
    /// What is joined is looked at once, and so has one place.
    private static final ThreadLocal<byte[]> JOINED = ThreadLocal.withInitial(() -> new byte[MOST_BYTES]);

    /// @param from where the first record begins
    static HandshakeRecords of(Payload payload, int from) {
        int count = 0;
        int bytes = 0;
        int at = from;
        while (payload.u8(at) == HANDSHAKE && payload.u16(at + 3) > 0) {
            bytes += Math.min(payload.u16(at + 3), payload.length() - at - RECORD_HEADER);
            at += RECORD_HEADER + payload.u16(at + 3);
            count++;
        }
        Payload content = count == 1 ? payload.within(from + RECORD_HEADER, at) : joined(payload, from, bytes);
        return new HandshakeRecords(content, at, count * RECORD_HEADER);
    }

    private static Payload joined(Payload payload, int from, int bytes) {
        byte[] joined = bytes <= MOST_BYTES ? JOINED.get() : new byte[bytes];
        int filled = 0;
        for (int at = from; filled < bytes; at += RECORD_HEADER + payload.u16(at + 3)) {
            int count = Math.min(payload.u16(at + 3), payload.length() - at - RECORD_HEADER);
            payload.copy(at + RECORD_HEADER, count, joined, filled);
            filled += count;
        }
        return payload.withBytes(joined, 0, bytes);
    }

    /// How long the payload must be, at least, to hold so much content.
    int bytesUpTo(int wanted) {
        return headers + wanted;
    }
}
