package dev.tractor.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.RandomAccess;

/// A flow's evidence in the bytes in which it was collected; a statement is made when somebody asks for it, which few do for all. Unmodifiable.
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

    private static final EvidenceKind[] KINDS = EvidenceKind.values();

    private final byte[] bytes;
    /// Where each statement begins.
    private final int[] places;

    /// @param statements not changed any more before `end`
    public StatedEvidence(byte[] statements, int end) {
        bytes = statements;
        int count = 0;
        for (int at = 0; at < end; at = next(bytes, at)) {
            count++;
        }
        places = new int[count];
        int i = 0;
        for (int at = 0; at < end; at = next(bytes, at)) {
            places[i++] = at;
        }
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
        return places.length;
    }

    public EvidenceKind kind(int index) {
        return KINDS[bytes[places[index]]];
    }

    public String value(int index) {
        int at = places[index];
        return new String(bytes, at + VALUE, length(bytes, at), StandardCharsets.UTF_8);
    }

    /// Which of the flow's packets said it, counted from 1.
    public int packet(int index) {
        int number = 0;
        for (int i = Integer.BYTES - 1; i >= 0; i--) {
            number = number << Byte.SIZE | bytes[places[index] + PACKET + i] & 0xFF;
        }
        return number;
    }

    @Override
    public Evidence get(int index) {
        return new Evidence(kind(index), value(index), packet(index));
    }
}
