package dev.tractor.flow;

import java.util.Arrays;

/// Records of one fixed length in large arrays, the slabs, that are taken as needed and used again, so that the collector sees few objects and nothing in
/// them. A record is known by its number.
final class Slabs {
    static final int SLAB_BITS = 11;
    static final int SLAB_MASK = (1 << SLAB_BITS) - 1;

    private final int recordLength;
    private final byte[] zeros;
    private byte[][] slabs = new byte[16][];
    private int slabCount;
    private int[] free = new int[1 << SLAB_BITS];
    private int freeCount;
    private int live;

    /// @param recordLength bytes
    Slabs(int recordLength) {
        this.recordLength = recordLength;
        this.zeros = new byte[recordLength];
    }

    int live() {
        return live;
    }

    /// Takes a record, filled with zeros.
    int take() {
        if (freeCount == 0) {
            addSlab();
        }
        int number = free[--freeCount];
        live++;
        return number;
    }

    void giveBack(int number) {
        System.arraycopy(zeros, 0, slab(number), place(number), zeros.length);
        free[freeCount++] = number;
        live--;
    }

    byte[] slab(int number) {
        return slabs[number >>> SLAB_BITS];
    }

    /// Where the record begins in its slab.
    int place(int number) {
        return (number & SLAB_MASK) * recordLength;
    }

    private void addSlab() {
        if (slabCount == slabs.length) {
            slabs = Arrays.copyOf(slabs, 2 * slabCount);
        }
        slabs[slabCount] = new byte[recordLength << SLAB_BITS];
        int first = slabCount++ << SLAB_BITS;
        if (free.length < slabCount << SLAB_BITS) {
            free = new int[2 * free.length];
        }
        for (int i = SLAB_MASK; i >= 0; i--) {
            free[freeCount++] = first + i;
        }
    }
}
