package dev.tractor.flow;

/// Live flows in the order of their last packet, one list per timeout, linked through the records.
final class IdleLists {
    /// Neither established nor closed.
    static final int PLAIN = 0;
    /// Established TCP.
    static final int ESTABLISHED = 1;
    /// Closed, lingering.
    static final int CLOSED = 2;
    static final int COUNT = 3;
    private static final int NONE = -1;

    private final FlowRecords records;
    private final FlowRecord other = new FlowRecord();
    private final int[] heads = {NONE, NONE, NONE};
    private final int[] tails = {NONE, NONE, NONE};

    IdleLists(FlowRecords records) {
        this.records = records;
    }

    /// The flow of that list that waits longest, or -1.
    int oldest(int list) {
        return heads[list];
    }

    void add(FlowRecord flow, int list) {
        flow.list(list);
        flow.previousSlot(tails[list]);
        flow.nextSlot(NONE);
        if (tails[list] == NONE) {
            heads[list] = flow.slot();
        } else {
            other.at(records, tails[list]).nextSlot(flow.slot());
        }
        tails[list] = flow.slot();
    }

    void remove(FlowRecord flow) {
        int list = flow.list();
        int previous = flow.previousSlot();
        int next = flow.nextSlot();
        if (previous == NONE) {
            heads[list] = next;
        } else {
            other.at(records, previous).nextSlot(next);
        }
        if (next == NONE) {
            tails[list] = previous;
        } else {
            other.at(records, next).previousSlot(previous);
        }
    }

    /// Moves a flow that just had a packet to the end of the list of its state.
    void touch(FlowRecord flow, int list) {
        if (tails[list] != flow.slot() || flow.list() != list) {
            remove(flow);
            add(flow, list);
        }
    }
}
