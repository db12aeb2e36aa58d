package dev.tractor.flow;

import dev.tractor.packet.DecodedPacket;
import java.util.Arrays;

/// Open-addressing index from key hash to slot: a long per entry, the hash's upper half above the slot + 1; 0 is empty.
final class FlowIndex {
    private static final long SEED = 0x9E3779B97F4A7C15L;
    private static final long HASH_MASK = 0xFFFFFFFF00000000L;

    private final FlowRecords records;
    private final FlowRecord probe = new FlowRecord();
    private long[] entries = new long[1 << 14];
    private int count;

    FlowIndex(FlowRecords records) {
        this.records = records;
    }

    static long hash(DecodedPacket packet) {
        return hash(packet.sourceHigh, packet.sourceLow, packet.targetHigh, packet.targetLow, packet.sourcePort, packet.targetPort, packet.protocol, packet.icmpIdentifier, packet.scope);
    }

    /// The same for both directions.
    static long hash(long aHigh, long aLow, long bHigh, long bLow, int aPort, int bPort, int protocol, int icmpIdentifier, long scope) {
        long a = mix(aHigh * SEED + mix(aLow * SEED + aPort));
        long b = mix(bHigh * SEED + mix(bLow * SEED + bPort));
        return mix(a + b + scope * SEED + ((long) icmpIdentifier << 8 | protocol));
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }

    /// @return the slot of the packet's flow, or -1
    int find(DecodedPacket packet, long hash) {
        int mask = entries.length - 1;
        for (int at = (int) hash & mask; entries[at] != 0; at = at + 1 & mask) {
            if (((entries[at] ^ hash) & HASH_MASK) == 0) {
                int slot = (int) entries[at] - 1;
                if (probe.at(records, slot).matches(packet)) {
                    return slot;
                }
            }
        }
        return -1;
    }

    void add(long hash, int slot) {
        if (2 * (count + 1) > entries.length) {
            grow();
        }
        insert(entries, hash, slot);
        count++;
    }

    private static void insert(long[] table, long hash, int slot) {
        int mask = table.length - 1;
        int at = (int) hash & mask;
        while (table[at] != 0) {
            at = at + 1 & mask;
        }
        table[at] = hash & HASH_MASK | slot + 1;
    }

    private void grow() {
        long[] old = entries;
        entries = new long[2 * old.length];
        for (long entry : old) {
            if (entry != 0) {
                int slot = (int) entry - 1;
                insert(entries, probe.at(records, slot).hash(), slot);
            }
        }
    }

    /// Removes a slot and closes the gap it leaves, so that no probe ends too early.
    void remove(long hash, int slot) {
        int mask = entries.length - 1;
        int at = (int) hash & mask;
        while ((int) entries[at] != slot + 1) {
            at = at + 1 & mask;
        }
        int hole = at;
        int next = at + 1 & mask;
        while (entries[next] != 0) {
            int home = (int) probe.at(records, (int) entries[next] - 1).hash() & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                entries[hole] = entries[next];
                hole = next;
            }
            next = next + 1 & mask;
        }
        entries[hole] = 0;
        count--;
    }

    void clear() {
        Arrays.fill(entries, 0);
        count = 0;
    }
}
