package dev.tractor.stats.search;

import java.util.Arrays;

/// Collects the contacts of pairs, flow by flow in the order of the capture: flows that begin within a second of each other are one.
final class Contacts {
    /// Those of a pair beyond are not looked at.
    static final int MOST_OF_A_PAIR = 100_000;
    private static final long TOGETHER_NANOS = 1_000_000_000L;
    private static final int INITIAL = 1 << 10;

    final Pairs pairs = new Pairs();
    /// By pair.
    private int[] flows = new int[INITIAL];
    private int[] counts = new int[INITIAL];
    private int[] lasts = new int[INITIAL];
    /// By contact; each names the one of its pair before it.
    private long[] begins = new long[INITIAL];
    private long[] bytes = new long[INITIAL];
    private int[] before = new int[INITIAL];
    private int contacts;

    void add(long ends, int service, long begin, long itsBytes) {
        int pair = pairs.number(ends, service);
        if (pair == flows.length) {
            flows = Arrays.copyOf(flows, 2 * pair);
            counts = Arrays.copyOf(counts, 2 * pair);
            lasts = Arrays.copyOf(lasts, 2 * pair);
        }
        flows[pair]++;
        if (counts[pair] > 0 && begin - begins[lasts[pair]] < TOGETHER_NANOS) {
            bytes[lasts[pair]] += itsBytes;
        } else if (counts[pair] < MOST_OF_A_PAIR) {
            append(pair, begin, itsBytes);
        }
    }

    private void append(int pair, long begin, long itsBytes) {
        if (contacts == begins.length) {
            begins = Arrays.copyOf(begins, 2 * contacts);
            bytes = Arrays.copyOf(bytes, 2 * contacts);
            before = Arrays.copyOf(before, 2 * contacts);
        }
        begins[contacts] = begin;
        bytes[contacts] = itsBytes;
        before[contacts] = lasts[pair];
        lasts[pair] = contacts++;
        counts[pair]++;
    }

    int flows(int pair) {
        return flows[pair];
    }

    int count(int pair) {
        return counts[pair];
    }

    /// When they began, in their order; nanoseconds since the epoch.
    long[] begins(int pair) {
        return of(pair, begins);
    }

    /// Of both directions.
    long[] bytes(int pair) {
        return of(pair, bytes);
    }

    private long[] of(int pair, long[] values) {
        long[] all = new long[counts[pair]];
        for (int i = all.length - 1, contact = lasts[pair]; i >= 0; i--, contact = before[contact]) {
            all[i] = values[contact];
        }
        return all;
    }
}
