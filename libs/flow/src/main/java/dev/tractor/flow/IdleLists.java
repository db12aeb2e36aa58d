package dev.tractor.flow;

/// Live flows in the order in which they came into a list, one list per timeout, linked through the records. A flow that had a packet since stays where it
/// is until it comes to the front: that costs nothing per packet, and each flow is looked at once per timeout.
final class IdleLists {
    /// Neither established nor closed.
    static final int PLAIN = 0;
    /// Established TCP.
    static final int ESTABLISHED = 1;
    /// Closed, lingering.
    static final int CLOSED = 2;
    static final int COUNT = 3;
    private static final int NONE = -1;

    private final Slabs.Longs records;
    private final FlowRecord neighbour = new FlowRecord();
    private final int[] heads = {NONE, NONE, NONE};
    private final int[] tails = {NONE, NONE, NONE};

    IdleLists(Slabs.Longs records) {
        this.records = records;
    }

    /// The flow that came into that list first, or -1.
    int oldest(int list) {
        return heads[list];
    }

    void add(FlowRecord flow, int list, long clock) {
        flow.place(list, clock);
        flow.previous(tails[list]);
        flow.next(NONE);
        if (tails[list] == NONE) {
            heads[list] = flow.number();
        } else {
            neighbour.at(records, tails[list]).next(flow.number());
        }
        tails[list] = flow.number();
    }

    void remove(FlowRecord flow) {
        int list = flow.list();
        int previous = flow.previous();
        int next = flow.next();
        if (previous == NONE) {
            heads[list] = next;
        } else {
            neighbour.at(records, previous).next(next);
        }
        if (next == NONE) {
            tails[list] = previous;
        } else {
            neighbour.at(records, next).previous(previous);
        }
    }

    void move(FlowRecord flow, int list, long clock) {
        remove(flow);
        add(flow, list, clock);
    }
}
