package dev.tractor.flow.evidence;

/// The frames of an Initial packet (RFC 9000, 19 and 12.4): PADDING, PING, ACK, CRYPTO and CONNECTION_CLOSE; Google's versions have others behind the hello.
final class QuicFrames {
    private static final int PADDING = 0;
    private static final int PING = 1;
    private static final int ACK = 2;
    private static final int ACK_ECN = 3;
    private static final int CRYPTO = 6;
    private static final int CONNECTION_CLOSE = 0x1C;
    private static final int APPLICATION_CLOSE = 0x1D;
    /// The number of that frame in Q050 and T050.
    private static final int CRYPTO_OF_GOOGLE = 8;

    private QuicFrames() {}

    /// True when it is a row of such frames: the packet's keys were right.
    static boolean areWellFormed(Payload frames) {
        return read(frames, null);
    }

    /// Takes the parts of the handshake out of them.
    static void take(Payload frames, CryptoStream handshake) {
        read(frames, handshake);
    }

    private static boolean read(Payload frames, CryptoStream handshake) {
        int at = 0;
        boolean hasCrypto = false;
        while (at < frames.length()) {
            int type = frames.u8(at);
            switch (type) {
                case PADDING, PING -> at++;
                case CRYPTO, CRYPTO_OF_GOOGLE -> {
                    long offset = frames.varint(at + 1);
                    int lengthAt = at + 1 + Payload.varintLength(frames.u8(at + 1));
                    long length = frames.varint(lengthAt);
                    int dataAt = lengthAt + Payload.varintLength(frames.u8(lengthAt));
                    if (offset < 0 || length < 0 || length > frames.length() - dataAt) {
                        return false;
                    }
                    hasCrypto = true;
                    if (handshake != null) {
                        handshake.put(frames, dataAt, offset, (int) length);
                    }
                    at = dataAt + (int) length;
                }
                case ACK, ACK_ECN -> {
                    at = behindAck(frames, at + 1, type == ACK_ECN);
                    if (at < 0) {
                        return false;
                    }
                }
                default -> {
                    return hasCrypto || type == CONNECTION_CLOSE || type == APPLICATION_CLOSE;
                }
            }
        }
        return true;
    }

    /// Largest, delay, count of ranges, first range, then two numbers for each range, and three counts of ECN.
    private static int behindAck(Payload frames, int from, boolean ecn) {
        long ranges = frames.varint(behind(frames, from, 2));
        if (ranges < 0 || ranges > frames.length()) {
            return -1;
        }
        int end = behind(frames, from, 4 + 2 * (int) ranges + (ecn ? 3 : 0));
        return end > frames.length() ? -1 : end;
    }

    private static int behind(Payload frames, int from, int integers) {
        int at = from;
        for (int i = 0; i < integers && at < frames.length(); i++) {
            at += Payload.varintLength(frames.u8(at));
        }
        return at;
    }
}
