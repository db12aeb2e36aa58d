package dev.tractor.flow;

import java.util.Arrays;

/// Records of one fixed length in large arrays, the slabs, that are taken as needed and used again, so that the collector sees few objects and nothing in
/// them. A record is known by its number, and another thread that is told it can read it. The arrays have longs where speed counts: every compiler makes one
/// load of an access to them.
abstract sealed class Slabs {
    static final int SLAB_BITS = 11;
    private static final int SLAB_MASK = (1 << SLAB_BITS) - 1;

    final int recordLength;
    private int slabCount;
    private int[] free = new int[1 << SLAB_BITS];
    private int freeCount;

    private Slabs(int recordLength) {
        this.recordLength = recordLength;
    }

    /// Takes a record, filled with zeros.
    final int take() {
        if (freeCount == 0) {
            addSlab();
        }
        return free[--freeCount];
    }

    final void giveBack(int number) {
        clear(number);
        free[freeCount++] = number;
    }

    /// Where the record begins in its slab.
    final int place(int number) {
        return (number & SLAB_MASK) * recordLength;
    }

    /// Fills a record with zeros.
    abstract void clear(int number);

    /// Makes the slab of that index, for `elements`.
    abstract void add(int slab, int elements);

    private void addSlab() {
        add(slabCount, recordLength << SLAB_BITS);
        int first = slabCount++ << SLAB_BITS;
        if (free.length < slabCount << SLAB_BITS) {
            free = new int[2 * free.length];
        }
        for (int i = SLAB_MASK; i >= 0; i--) {
            free[freeCount++] = first + i;
        }
    }

    /// Records of longs.
    static final class Longs extends Slabs {
        private final long[] blank;
        private volatile long[][] slabs = new long[16][];

        /// @param recordLength longs
        Longs(int recordLength) {
            super(recordLength);
            blank = new long[recordLength];
        }

        long[] slab(int number) {
            return slabs[number >>> SLAB_BITS];
        }

        @Override
        void clear(int number) {
            // A stub of the machine, where filling is a loop.
            System.arraycopy(blank, 0, slab(number), place(number), recordLength);
        }

        @Override
        void add(int slab, int elements) {
            if (slab == slabs.length) {
                slabs = Arrays.copyOf(slabs, 2 * slab);
            }
            slabs[slab] = new long[elements];
        }
    }

    /// Records of bytes.
    static final class Bytes extends Slabs {
        private volatile byte[][] slabs = new byte[16][];

        /// @param recordLength bytes
        Bytes(int recordLength) {
            super(recordLength);
        }

        byte[] slab(int number) {
            return slabs[number >>> SLAB_BITS];
        }

        @Override
        void clear(int number) {
            int place = place(number);
            Arrays.fill(slab(number), place, place + recordLength, (byte) 0);
        }

        @Override
        void add(int slab, int elements) {
            if (slab == slabs.length) {
                slabs = Arrays.copyOf(slabs, 2 * slab);
            }
            slabs[slab] = new byte[elements];
        }
    }
}
