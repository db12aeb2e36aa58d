package dev.tractor.flow;

/// Bursts and pauses of a flow, a [Series] each. From burst to burst is only kept for the profiles with a window, which have it.
final class FlowPeriods {
    static final int IDLE = 0;
    /// From the first to the last packet of a burst.
    static final int ACTIVE = Series.LENGTH;
    /// From the first packet of a burst to the first of the next.
    static final int BURSTS = 2 * Series.LENGTH;
    static final int LENGTH = 3 * Series.LENGTH;
    static final int LENGTH_WITHOUT_BURSTS = BURSTS;

    private FlowPeriods() {}

    static void pause(long[] memory, int at, long burst, long last, long time, boolean bursts) {
        Series.add(memory, at + IDLE, time - last);
        Series.add(memory, at + ACTIVE, last - burst);
        if (bursts) {
            Series.add(memory, at + BURSTS, time - burst);
        }
    }
}
