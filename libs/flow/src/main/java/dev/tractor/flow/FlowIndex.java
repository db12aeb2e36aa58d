package dev.tractor.flow;

/// Open-addressing index from a key's hash to a record number, a long per entry: the hash's lower half above the number + 1; 0 is empty.
final class FlowIndex {
    private static final int FIRST_ENTRIES = 1 << 13;

    private final Slabs.Longs records;
    private long[] entries = new long[FIRST_ENTRIES];
    private int count;

    FlowIndex(Slabs.Longs records) {
        this.records = records;
    }

    /// Reads the entry that [#find] will look at first, so that the processor fetches it while other packets are looked at.
    ///
    /// @return the entry
    long touch(long hash) {
        return entries[(int) hash & entries.length - 1];
    }

    /// @return the number of the key's record, or -1
    int find(FlowKey key) {
        long[] table = entries;
        int mask = table.length - 1;
        int hash = (int) key.hash;
        int at = hash & mask;
        for (long entry = table[at]; entry != 0; entry = table[at]) {
            if ((int) (entry >>> Integer.SIZE) == hash) {
                int number = (int) entry - 1;
                if (FlowRecord.matches(records.slab(number), records.place(number), key)) {
                    return number;
                }
            }
            at = at + 1 & mask;
        }
        return -1;
    }

    void add(long hash, int number) {
        if (2 * ++count > entries.length) {
            grow();
        }
        insert(entries, hash << 32 | number + 1);
    }

    private static void insert(long[] table, long entry) {
        int mask = table.length - 1;
        int at = (int) (entry >>> 32) & mask;
        while (table[at] != 0) {
            at = at + 1 & mask;
        }
        table[at] = entry;
    }

    private void grow() {
        long[] old = entries;
        entries = new long[2 * old.length];
        for (long entry : old) {
            if (entry != 0) {
                insert(entries, entry);
            }
        }
    }

    /// Removes an entry and moves later ones of its run up, so that no probe ends too early.
    void remove(long hash, int number) {
        int mask = entries.length - 1;
        int hole = (int) hash & mask;
        while ((int) entries[hole] != number + 1) {
            hole = hole + 1 & mask;
        }
        for (int next = hole + 1 & mask; entries[next] != 0; next = next + 1 & mask) {
            int home = (int) (entries[next] >>> 32) & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                entries[hole] = entries[next];
                hole = next;
            }
        }
        entries[hole] = 0;
        count--;
    }
}
