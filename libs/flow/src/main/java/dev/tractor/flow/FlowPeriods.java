package dev.tractor.flow;

/// Bursts and pauses of a flow, kept from its first pause on, a [Series] each.
final class FlowPeriods {
    /// From the first packet of a burst to the first of the next.
    static final int BURSTS = 0;
    static final int IDLE = Series.LENGTH;
    /// From the first to the last packet of a burst.
    static final int ACTIVE = 2 * Series.LENGTH;
    static final int LENGTH = 3 * Series.LENGTH;

    private FlowPeriods() {}

    static void pause(byte[] memory, int at, long burst, long last, long time) {
        Series.add(memory, at + BURSTS, time - burst);
        Series.add(memory, at + IDLE, time - last);
        Series.add(memory, at + ACTIVE, last - burst);
    }
}
