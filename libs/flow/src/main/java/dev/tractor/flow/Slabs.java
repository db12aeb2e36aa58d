package dev.tractor.flow;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Records of one fixed length off the heap, in slabs that are taken as needed and used again. A record is known by its number.
final class Slabs {
    static final int SLAB_BITS = 11;
    static final int SLAB_MASK = (1 << SLAB_BITS) - 1;

    private final Arena arena;
    private final int recordLength;
    private MemorySegment[] slabs = new MemorySegment[16];
    private int slabCount;
    private int[] free = new int[1 << SLAB_BITS];
    private int freeCount;
    private int live;

    /// @param arena owns the memory
    /// @param recordLength bytes
    Slabs(Arena arena, int recordLength) {
        this.arena = arena;
        this.recordLength = recordLength;
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
        slab(number).asSlice(place(number), recordLength).fill((byte) 0);
        return number;
    }

    void giveBack(int number) {
        free[freeCount++] = number;
        live--;
    }

    MemorySegment slab(int number) {
        return slabs[number >>> SLAB_BITS];
    }

    /// Where the record begins in its slab.
    long place(int number) {
        return (long) (number & SLAB_MASK) * recordLength;
    }

    private void addSlab() {
        if (slabCount == slabs.length) {
            slabs = Arrays.copyOf(slabs, 2 * slabCount);
        }
        slabs[slabCount] = arena.allocate((long) recordLength << SLAB_BITS, 64);
        int first = slabCount++ << SLAB_BITS;
        if (free.length < slabCount << SLAB_BITS) {
            free = new int[2 * free.length];
        }
        for (int i = SLAB_MASK; i >= 0; i--) {
            free[freeCount++] = first + i;
        }
    }
}
