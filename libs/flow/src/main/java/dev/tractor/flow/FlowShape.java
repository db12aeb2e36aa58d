package dev.tractor.flow;

/// What decides the features of a flow of a single packet, but for its identity, in one number. Three of four flows of a busy network are such ones, scans above all,
/// and they have few shapes.
///
/// ```
/// bits  0  always set     1  forward     2-9  TCP flags     10-33  payload     34-57  IP length
/// ```
final class FlowShape {
    static final long NONE = 0;
    private static final int FLAGS_SHIFT = 2;
    private static final int PAYLOAD_SHIFT = 10;
    private static final int LENGTH_SHIFT = 34;
    private static final long LENGTH_END = 1L << LENGTH_SHIFT - PAYLOAD_SHIFT;

    private FlowShape() {}

    /// @param at of the flow's [FlowCounters]
    /// @param tcp of its [TcpState]
    static long of(long[] memory, int at, int tcp) {
        if (FlowCounters.packets(memory, at) != 1 || !TcpState.isSmooth(memory, tcp)) {
            return NONE;
        }
        boolean forward = FlowCounters.packets(memory, at, true) == 1;
        long length = FlowCounters.bytes(memory, at, forward);
        long payload = FlowCounters.payload(memory, at, forward);
        if (length >= LENGTH_END || payload >= LENGTH_END) {
            return NONE;
        }
        return length << LENGTH_SHIFT | payload << PAYLOAD_SHIFT | (long) TcpState.flags(memory, tcp, forward) << FLAGS_SHIFT | (forward ? 0b11 : 0b01);
    }
}
