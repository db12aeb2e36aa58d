package dev.tractor.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.RandomAccess;

/// A flow's evidence in the bytes in which it was collected; a statement is made when somebody asks for it, which few do for all. Unmodifiable; one thread asks for statements.
///
/// ```
/// statement: kind 1 | characters of the value 1 | packet 4 (little-endian) | bytes of the value 2 | value in UTF-8
/// ```
public final class StatedEvidence extends AbstractList<Evidence> implements RandomAccess {
    /// Where the packet's number stands in a statement.
    public static final int PACKET = 2;
    /// Where the length of the value stands.
    public static final int LENGTH = 6;
    /// Where the value begins.
    public static final int VALUE = 8;

    /// Of a flow that has said nothing.
    public static final StatedEvidence NONE = new StatedEvidence(new byte[0], 0);

    private static final EvidenceKind[] KINDS = EvidenceKind.values();

    private final byte[] bytes;
    private final int end;
    /// Where each statement begins; null until somebody asks.
    private int[] places;

    /// @param statements not changed any more before `end`
    public StatedEvidence(byte[] statements, int end) {
        this.bytes = statements;
        this.end = end;
        this.places = end == 0 ? new int[0] : null;
    }

    private int[] places() {
        if (places == null) {
            int[] found = new int[count()];
            int i = 0;
            for (int at = 0; at < end; at = next(bytes, at)) {
                found[i++] = at;
            }
            places = found;
        }
        return places;
    }

    private int count() {
        int count = 0;
        for (int at = 0; at < end; at = next(bytes, at)) {
            count++;
        }
        return count;
    }

    /// Bytes of all its statements.
    public int bytes() {
        return end;
    }

    /// Copies the statements of some kinds, in their order.
    ///
    /// @param kinds a bit for each, by its ordinal
    /// @param target has room for [#bytes]
    /// @return how many bytes they have
    public int copy(long kinds, byte[] target) {
        int copied = 0;
        for (int at = 0; at < end;) {
            int next = next(bytes, at);
            if ((kinds >> bytes[at] & 1) != 0) {
                System.arraycopy(bytes, at, target, copied, next - at);
                copied += next - at;
            }
            at = next;
        }
        return copied;
    }

    /// Where the statement behind that one begins.
    public static int next(byte[] statements, int at) {
        return at + VALUE + length(statements, at);
    }

    /// Bytes of that statement's value.
    public static int length(byte[] statements, int at) {
        return (statements[at + LENGTH] & 0xFF) << Byte.SIZE | statements[at + LENGTH + 1] & 0xFF;
    }

    @Override
    public int size() {
        return places().length;
    }

    public EvidenceKind kind(int index) {
        return KINDS[bytes[places()[index]]];
    }

    public String value(int index) {
        int at = places()[index];
        return new String(bytes, at + VALUE, length(bytes, at), StandardCharsets.UTF_8);
    }

    /// Which of the flow's packets said it, counted from 1.
    public int packet(int index) {
        int at = places()[index] + PACKET;
        int number = 0;
        for (int i = Integer.BYTES - 1; i >= 0; i--) {
            number = number << Byte.SIZE | bytes[at + i] & 0xFF;
        }
        return number;
    }

    @Override
    public Evidence get(int index) {
        return new Evidence(kind(index), value(index), packet(index));
    }
}
