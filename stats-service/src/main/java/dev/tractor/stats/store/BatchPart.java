package dev.tractor.stats.store;

import java.nio.ByteBuffer;

/// What a batch brings of one segment, kept as it came until the job is complete. A segment has the flows of [#FLOWS] ordinals that follow each other; a flow's place in it is its slot.
///
/// @param flows of each one its slot (2 bytes), its length (4 bytes) and a `ClassifiedFlow`
/// @param members of each flow that a session has here its slot (2 bytes) and the session (8 bytes)
/// @param sessions whose first flow belongs here, of each its length (4 bytes) and a `Session`
public record BatchPart(long segment, byte[] flows, byte[] members, byte[] sessions) {
    private static final int SLOT_BITS = 16;
    public static final int FLOWS = 1 << SLOT_BITS;

    public static long segment(long ordinal) {
        return ordinal >>> SLOT_BITS;
    }

    private static int slot(long ordinal) {
        return (int) ordinal & FLOWS - 1;
    }

    public static long ordinal(long segment, int slot) {
        return segment << SLOT_BITS | slot;
    }

    /// Takes a flow of a part.
    @FunctionalInterface
    public interface FlowTaker {
        void take(int slot, int begin, int end);
    }

    public static void eachFlow(byte[] flows, FlowTaker taker) {
        for (ByteBuffer rest = ByteBuffer.wrap(flows); rest.hasRemaining(); ) {
            int slot = Short.toUnsignedInt(rest.getShort());
            int length = rest.getInt();
            taker.take(slot, rest.position(), rest.position() + length);
            rest.position(rest.position() + length);
        }
    }

    /// Takes a flow that belongs to a session.
    @FunctionalInterface
    public interface MemberTaker {
        void take(int slot, long session);
    }

    public static void eachMember(byte[] members, MemberTaker taker) {
        for (ByteBuffer rest = ByteBuffer.wrap(members); rest.hasRemaining(); ) {
            taker.take(Short.toUnsignedInt(rest.getShort()), rest.getLong());
        }
    }

    /// Takes a session of a part.
    @FunctionalInterface
    public interface SessionTaker {
        void take(int begin, int end);
    }

    public static void eachSession(byte[] sessions, SessionTaker taker) {
        for (ByteBuffer rest = ByteBuffer.wrap(sessions); rest.hasRemaining(); ) {
            int length = rest.getInt();
            taker.take(rest.position(), rest.position() + length);
            rest.position(rest.position() + length);
        }
    }

    /// Collects what a batch has of a segment.
    public static final class Builder {
        private final long segment;
        private final Section flows = new Section();
        private final Section members = new Section();
        private final Section sessions = new Section();

        public Builder(long segment) {
            this.segment = segment;
        }

        public void addFlow(long ordinal, byte[] source, int begin, int end) {
            flows.room(Short.BYTES + Integer.BYTES + end - begin).putShort((short) slot(ordinal)).putInt(end - begin).put(source, begin, end - begin);
        }

        public void addMember(long ordinal, long session) {
            members.room(Short.BYTES + Long.BYTES).putShort((short) slot(ordinal)).putLong(session);
        }

        public void addSession(byte[] source, int begin, int end) {
            sessions.room(Integer.BYTES + end - begin).putInt(end - begin).put(source, begin, end - begin);
        }

        public BatchPart build() {
            return new BatchPart(segment, flows.bytes(), members.bytes(), sessions.bytes());
        }
    }

    /// Bytes that grow.
    private static final class Section {
        private static final int INITIAL_BYTES = 256;

        private ByteBuffer bytes = ByteBuffer.allocate(0);

        ByteBuffer room(int more) {
            if (bytes.remaining() < more) {
                int needed = bytes.position() + more;
                bytes = ByteBuffer.allocate(Math.max(INITIAL_BYTES, Math.max(needed, 2 * bytes.capacity()))).put(bytes.flip());
            }
            return bytes;
        }

        byte[] bytes() {
            byte[] exact = new byte[bytes.position()];
            bytes.get(0, exact);
            return exact;
        }
    }
}
