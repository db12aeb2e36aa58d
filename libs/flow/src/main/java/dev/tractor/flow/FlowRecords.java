package dev.tractor.flow;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Fixed-length records of live flows off the heap, in slabs that are taken as needed and used again. A record is known by its slot.
/// Confined to the metering thread; [#close] gives all memory back.
final class FlowRecords implements AutoCloseable {
    private static final int SLAB_BITS = 12;
    private static final int SLAB_RECORDS = 1 << SLAB_BITS;

    private final Arena arena = Arena.ofConfined();
    private final List<MemorySegment> slabs = new ArrayList<>();
    private final List<FlowPayload[]> payloads = new ArrayList<>();
    private final int recordLength;
    private int[] free = new int[SLAB_RECORDS];
    private int freeCount;
    private int live;

    /// @param recordLength bytes of a record
    FlowRecords(int recordLength) {
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
        int slot = free[--freeCount];
        live++;
        slab(slot).asSlice(offset(slot), recordLength).fill((byte) 0);
        return slot;
    }

    void giveBack(int slot) {
        payloads.get(slot >>> SLAB_BITS)[slot & SLAB_RECORDS - 1] = null;
        free[freeCount++] = slot;
        live--;
    }

    MemorySegment slab(int slot) {
        return slabs.get(slot >>> SLAB_BITS);
    }

    long offset(int slot) {
        return (long) (slot & SLAB_RECORDS - 1) * recordLength;
    }

    FlowPayload payload(int slot) {
        return payloads.get(slot >>> SLAB_BITS)[slot & SLAB_RECORDS - 1];
    }

    void payload(int slot, FlowPayload payload) {
        payloads.get(slot >>> SLAB_BITS)[slot & SLAB_RECORDS - 1] = payload;
    }

    private void addSlab() {
        int first = slabs.size() << SLAB_BITS;
        slabs.add(arena.allocate((long) SLAB_RECORDS * recordLength, Long.BYTES));
        payloads.add(new FlowPayload[SLAB_RECORDS]);
        if (free.length < first + SLAB_RECORDS) {
            free = new int[Math.max(2 * free.length, first + SLAB_RECORDS)];
        }
        for (int i = SLAB_RECORDS - 1; i >= 0; i--) {
            free[freeCount++] = first + i;
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
