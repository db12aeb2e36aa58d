package dev.tractor.flow;

import java.util.Arrays;
import java.util.Comparator;

/// Which flow has been idle the longest, for a table that is full. It looks through all live flows now and then and queues those that have been idle the
/// longest. A queued flow that had a packet since is passed over: all that are not queued have been idle for a shorter time than those that still are.
final class EvictionQueue {
    /// Part of the live flows that one look queues: the cost of a look is shared by as many evictions.
    private static final int QUEUED_PART = 16;

    /// @param touched the capture's clock at its last packet
    private record Candidate(long touched, long ordinal, int number) {
        /// Of two flows that have been idle for the same time the older one goes first.
        static final Comparator<Candidate> LONGEST_IDLE = Comparator.comparingLong(Candidate::touched).thenComparingLong(Candidate::ordinal);
    }

    private final FlowTable table;
    private Candidate[] queue = {};
    private int next;

    EvictionQueue(FlowTable table) {
        this.table = table;
    }

    /// Moves `flow` to the live flow that has been idle for the longest; there is one.
    void longestIdle(FlowRecord flow) {
        while (true) {
            if (next == queue.length) {
                look(flow);
            }
            Candidate candidate = queue[next++];
            if (table.at(flow, candidate.number).isLive() && flow.ordinal() == candidate.ordinal && flow.touched() == candidate.touched) {
                return;
            }
        }
    }

    private void look(FlowRecord flow) {
        long[] touched = new long[table.live()];
        int live = 0;
        for (int list = 0; list < IdleLists.COUNT; list++) {
            for (int number = table.lists().oldest(list); number >= 0; number = table.lists().next(number)) {
                touched[live++] = table.at(flow, number).touched();
            }
        }
        Arrays.sort(touched);
        long limit = touched[live / QUEUED_PART];
        queue = candidates(flow, limit);
        Arrays.sort(queue, Candidate.LONGEST_IDLE);
        next = 0;
    }

    private Candidate[] candidates(FlowRecord flow, long limit) {
        Candidate[] found = new Candidate[table.live()];
        int count = 0;
        for (int list = 0; list < IdleLists.COUNT; list++) {
            for (int number = table.lists().oldest(list); number >= 0; number = table.lists().next(number)) {
                if (table.at(flow, number).touched() <= limit) {
                    found[count++] = new Candidate(flow.touched(), flow.ordinal(), number);
                }
            }
        }
        return Arrays.copyOf(found, count);
    }
}
