package dev.tractor.flow;

/// Counts for [Health]: packets as they come, flows as they end.
final class HealthCounts {
    private final long[] packets = new long[Symptom.values().length];
    private final long[] flows = new long[Symptom.values().length];
    private long clockJumps;
    private long bytesMissing;
    private long flowsEvicted;

    /// @param symptoms bits of a packet's [Symptom]s
    void packet(int symptoms) {
        count(packets, symptoms);
    }

    /// @param symptoms bits of a flow's [Symptom]s
    void flow(int symptoms, long missing) {
        count(flows, symptoms);
        bytesMissing += missing;
    }

    void clockJump() {
        clockJumps++;
    }

    void evicted() {
        flowsEvicted++;
    }

    private static void count(long[] counts, int symptoms) {
        for (int rest = symptoms; rest != 0; rest &= rest - 1) {
            counts[Integer.numberOfTrailingZeros(rest)]++;
        }
    }

    Health health() {
        return new Health(packets(Symptom.SNAPPED), flows(Symptom.SNAPPED), packets(Symptom.REORDERED), flows(Symptom.REORDERED), clockJumps, packets(Symptom.SUPER_PACKETS),
                flows(Symptom.SUPER_PACKETS), packets(Symptom.DUPLICATED), flows(Symptom.DUPLICATED), flows(Symptom.ONE_SIDED), bytesMissing, flows(Symptom.GAPS), flowsEvicted);
    }

    private long packets(Symptom symptom) {
        return packets[symptom.ordinal()];
    }

    private long flows(Symptom symptom) {
        return flows[symptom.ordinal()];
    }
}
