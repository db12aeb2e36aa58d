package dev.tractor.flow;

/// All that is counted of a flow's packets: [FlowCounters], and behind them [FlowPeriods]. Flows of few packets have none: their packets are logged, and counted
/// when somebody asks.
final class Tally {
    static final int PERIODS = FlowCounters.LENGTH;

    private Tally() {}

    /// @param bursts whether the time from burst to burst is kept, too
    static int length(boolean bursts) {
        return PERIODS + (bursts ? FlowPeriods.LENGTH : FlowPeriods.LENGTH_WITHOUT_BURSTS);
    }

    /// Counts a packet.
    ///
    /// @param packetsBefore as for [FlowCounters#add]
    /// @param activityThreshold nanoseconds; a longer gap separates two bursts
    static void add(long[] memory, int at, boolean forward, long time, int ipLength, int payload, int packetsBefore, long activityThreshold, boolean bursts) {
        long last = FlowCounters.last(memory, at);
        if (time - last > activityThreshold) {
            FlowPeriods.pause(memory, at + PERIODS, FlowCounters.burst(memory, at), last, time, bursts);
            FlowCounters.burst(memory, at, time);
        }
        FlowCounters.add(memory, at, forward, time, ipLength, payload, packetsBefore);
    }

    /// Counts the [LoggedPacket]s with which a flow began, and makes [Splt] entries of them.
    ///
    /// @param first time of the first one, nanoseconds since the epoch
    static void addLogged(long[] memory, int at, long[] packets, int count, long first, long activityThreshold, boolean bursts) {
        FlowCounters.begin(memory, at, first);
        long time = first;
        for (int i = 0; i < count; i++) {
            long packet = packets[i];
            boolean forward = LoggedPacket.isForward(packet);
            int payload = LoggedPacket.payload(packet);
            time += LoggedPacket.gap(packet);
            add(memory, at, forward, time, LoggedPacket.ipLength(packet), payload, i, activityThreshold, bursts);
            packets[i] = Splt.pack(LoggedPacket.gap(packet), forward ? payload : -payload);
        }
    }

    /// As [FlowTable#touch], what a packet of that direction changes.
    static long touchLines(long[] memory, int at, boolean forward) {
        int side = at + FlowCounters.side(forward);
        return memory[at] + memory[side] + memory[side + FlowCounters.SIDE_LENGTH - 1];
    }

    /// As [#touchLines], all of it but the periods.
    static long touchAll(long[] memory, int at) {
        return touchLines(memory, at, true) + touchLines(memory, at, false) + memory[at + FlowCounters.LENGTH - 1];
    }
}
