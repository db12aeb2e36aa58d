package dev.tractor.flow.session;

import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The features of a session, profile `tractor-session-1`, over its members' counters, starts and ends. A session is active while a member runs, and pauses of at most a second belong to
/// the activity; a longer pause is idle time.
public final class SessionFeatures {
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long IDLE_NANOS = 1_000_000_000L;
    private static final Comparator<long[]> BY_START = (one, other) -> Long.compare(one[0], other[0]);

    public static final FeatureProfile PROFILE = new FeatureProfile("tractor-session-1", "A session, from the counters, starts and ends of its flows", features());

    private SessionFeatures() {}

    private static List<Feature> features() {
        List<Feature> features = new ArrayList<>(List.of(
                new Feature("flows", "1", "number of member flows"),
                new Feature("servers", "1", "number of different responder addresses"),
                new Feature("duration", "us", "from the first packet of any member to the last packet of any member"),
                new Feature("total_fpackets", "packets", "packets from the members' initiators"),
                new Feature("total_bpackets", "packets", "packets to the members' initiators"),
                new Feature("total_fbytes", "bytes", "IP total lengths from the members' initiators"),
                new Feature("total_bbytes", "bytes", "IP total lengths to the members' initiators"),
                new Feature("packets_per_second", "1/s", "all packets over the duration; missing at zero duration"),
                new Feature("bytes_per_second", "bytes/s", "all bytes over the duration; missing at zero duration")));
        series(features, "flow_gap", "gaps between the starts of neighbouring members, in the order of their starts");
        series(features, "active", "active periods");
        series(features, "idle", "pauses of more than a second during which no member runs");
        return features;
    }

    private static void series(List<Feature> features, String name, String of) {
        features.add(new Feature("min_" + name, "us", "shortest of the " + of + "; missing without one"));
        features.add(new Feature("max_" + name, "us", "longest of the " + of + "; missing without one"));
        features.add(new Feature("mean_" + name, "us", "mean of the " + of + "; missing without one"));
        features.add(new Feature("std_" + name, "us", "sample standard deviation (n-1) of the " + of + "; missing with fewer than two"));
    }

    /// @param members have ended, sorted by ordinal
    /// @param packetsForward sum over the members, as the three after it
    static double[] of(List<Member> members, long packetsForward, long packetsBackward, long bytesForward, long bytesBackward) {
        int count = members.size();
        long[][] spans = new long[count][];
        Set<ByteBuffer> servers = HashSet.newHashSet(count);
        long end = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            Member member = members.get(i);
            spans[i] = new long[] {member.startNanos, member.endNanos};
            servers.add(ByteBuffer.wrap(member.server));
            end = Math.max(end, member.endNanos);
        }
        Arrays.sort(spans, BY_START);
        long duration = end - spans[0][0];
        double seconds = duration == 0 ? Double.NaN : duration / NANOS_PER_SECOND;
        double[] features = new double[PROFILE.size()];
        double[] plain = {
            count, servers.size(), duration / NANOS_PER_MICRO,
            packetsForward, packetsBackward, bytesForward, bytesBackward, (packetsForward + packetsBackward) / seconds, (bytesForward + bytesBackward) / seconds};
        System.arraycopy(plain, 0, features, 0, plain.length);
        long[] gaps = new long[count - 1];
        for (int i = 1; i < count; i++) {
            gaps[i - 1] = spans[i][0] - spans[i - 1][0];
        }
        int at = series(features, plain.length, gaps, gaps.length);
        periods(spans, features, at);
        return features;
    }

    private static void periods(long[][] spans, double[] features, int at) {
        long[] active = new long[spans.length];
        long[] idle = new long[spans.length];
        int pauses = 0;
        long start = spans[0][0];
        long end = spans[0][1];
        for (long[] span : spans) {
            if (span[0] - end > IDLE_NANOS) {
                active[pauses] = end - start;
                idle[pauses++] = span[0] - end;
                start = span[0];
            }
            end = Math.max(end, span[1]);
        }
        active[pauses] = end - start;
        series(features, series(features, at, active, pauses + 1), idle, pauses);
    }

    /// @param count of the numbers, which may be none
    /// @return where the next feature stands
    private static int series(double[] features, int at, long[] nanos, int count) {
        long sum = 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            sum += nanos[i];
            min = Math.min(min, nanos[i]);
            max = Math.max(max, nanos[i]);
        }
        double mean = (double) sum / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (nanos[i] - mean) * (nanos[i] - mean);
        }
        features[at] = count == 0 ? Double.NaN : min / NANOS_PER_MICRO;
        features[at + 1] = count == 0 ? Double.NaN : max / NANOS_PER_MICRO;
        features[at + 2] = mean / NANOS_PER_MICRO;
        features[at + 3] = count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1)) / NANOS_PER_MICRO;
        return at + 4;
    }
}
