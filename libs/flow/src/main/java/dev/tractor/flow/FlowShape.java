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

    /// @param tcp of the flow's [TcpState]
    static long of(CountersView counters, long[] memory, int tcp) {
        if (counters.packets() != 1 || !TcpState.isSmooth(memory, tcp)) {
            return NONE;
        }
        boolean forward = counters.packets(true) == 1;
        long length = counters.bytes(forward);
        long payload = counters.payload(forward);
        if (length >= LENGTH_END || payload >= LENGTH_END) {
            return NONE;
        }
        return length << LENGTH_SHIFT | payload << PAYLOAD_SHIFT | (long) TcpState.flags(memory, tcp, forward) << FLAGS_SHIFT | (forward ? 0b11 : 0b01);
    }
}
