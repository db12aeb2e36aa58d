package dev.tractor.flow;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The time and length features of a flow, computed from the list of its packets in the plainest way: what the incremental formulas must give.
///
/// @param packets in file order
record NaiveFeatures(List<Seen> packets) {
    /// @param nanos time
    record Seen(long nanos, boolean forward, int ipLength) {}

    private static final long SECOND = 1_000_000_000L;

    /// The features of `tractor-1` that are statistics, by name.
    Map<String, Double> tractor() {
        Map<String, Double> features = new HashMap<>();
        double duration = duration();
        features.put("duration", duration / 1e3);
        features.put("packets_per_second", duration > 0 ? packets.size() * 1e9 / duration : Double.NaN);
        features.put("bytes_per_second", duration > 0 ? bytes() * 1e9 / duration : Double.NaN);
        put(features, "iat", gaps(_ -> true), true);
        put(features, "iat_fwd", gaps(Seen::forward), true);
        put(features, "iat_bwd", gaps(packet -> !packet.forward), true);
        put(features, "length", lengths(_ -> true), false);
        put(features, "length_fwd", lengths(Seen::forward), false);
        put(features, "length_bwd", lengths(packet -> !packet.forward), false);
        put(features, "active", active(), true);
        put(features, "idle", idle(), true);
        return features;
    }

    private static void put(Map<String, Double> features, String name, List<Long> series, boolean nanos) {
        boolean empty = series.isEmpty();
        double divisor = nanos ? 1e3 : 1;
        features.put(name + "_total", empty ? Double.NaN : sum(series) / divisor);
        features.put(name + "_min", empty ? Double.NaN : min(series) / divisor);
        features.put(name + "_max", empty ? Double.NaN : max(series) / divisor);
        features.put(name + "_mean", empty ? Double.NaN : (double) sum(series) / series.size() / divisor);
        features.put(name + "_std", series.size() < 2 ? Double.NaN : deviation(series) / divisor);
    }

    /// The vector of `iscx-2016` over the first `window` nanoseconds.
    double[] iscx(long window) {
        List<Seen> first = new ArrayList<>();
        for (Seen packet : packets) {
            if (packet.nanos - packets.getFirst().nanos > window) {
                break;
            }
            first.add(packet);
        }
        return new NaiveFeatures(first).iscx();
    }

    private double[] iscx() {
        List<Long> forward = gaps(Seen::forward);
        List<Long> backward = gaps(packet -> !packet.forward);
        List<Long> flow = gaps(_ -> true);
        List<Long> active = bursts();
        List<Long> idle = idle();
        double duration = duration();
        return new double[] {
            duration / 1e3, sum(forward) / 1e3, sum(backward) / 1e3, least(forward), least(backward), greatest(forward), greatest(backward), mean(forward), mean(backward),
            std(forward), std(backward), duration == 0 ? 0 : packets.size() / (duration / 1e9), duration == 0 ? 0 : bytes() / (duration / 1e9),
            least(flow), greatest(flow), mean(flow), std(flow), least(active), mean(active), greatest(active), std(active), least(idle), mean(idle), greatest(idle), std(idle)
        };
    }

    private static double least(List<Long> series) {
        return series.isEmpty() ? -1 : min(series) / 1e3;
    }

    private static double greatest(List<Long> series) {
        return series.isEmpty() ? -1 : max(series) / 1e3;
    }

    private static double mean(List<Long> series) {
        return series.isEmpty() ? 0 : (double) sum(series) / series.size() / 1e3;
    }

    private static double std(List<Long> series) {
        return series.size() < 2 ? 0 : deviation(series) / 1e3;
    }

    private double duration() {
        return packets.getLast().nanos - packets.getFirst().nanos;
    }

    private long bytes() {
        return packets.stream().mapToLong(Seen::ipLength).sum();
    }

    private List<Long> lengths(Predicate<Seen> which) {
        return packets.stream().filter(which).map(packet -> (long) packet.ipLength).toList();
    }

    private List<Long> gaps(Predicate<Seen> which) {
        List<Seen> chosen = packets.stream().filter(which).toList();
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < chosen.size(); i++) {
            gaps.add(chosen.get(i).nanos - chosen.get(i - 1).nanos);
        }
        return gaps;
    }

    private List<Long> idle() {
        return gaps(_ -> true).stream().filter(gap -> gap > SECOND).toList();
    }

    /// Places of the packets that begin a burst.
    private List<Integer> burstStarts() {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 1; i < packets.size(); i++) {
            if (packets.get(i).nanos - packets.get(i - 1).nanos > SECOND) {
                starts.add(i);
            }
        }
        return starts;
    }

    private List<Long> active() {
        List<Integer> starts = burstStarts();
        List<Long> active = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int last = i + 1 < starts.size() ? starts.get(i + 1) - 1 : packets.size() - 1;
            active.add(packets.get(last).nanos - packets.get(starts.get(i)).nanos);
        }
        return active;
    }

    private List<Long> bursts() {
        List<Integer> starts = burstStarts();
        List<Long> bursts = new ArrayList<>();
        for (int i = 1; i < starts.size(); i++) {
            bursts.add(packets.get(starts.get(i)).nanos - packets.get(starts.get(i - 1)).nanos);
        }
        return bursts;
    }

    private static long sum(List<Long> series) {
        return series.stream().mapToLong(Long::longValue).sum();
    }

    private static double min(List<Long> series) {
        return series.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    private static double max(List<Long> series) {
        return series.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    private static double deviation(List<Long> series) {
        BigDecimal mean = BigDecimal.valueOf(sum(series)).divide(BigDecimal.valueOf(series.size()), MathContext.DECIMAL128);
        BigDecimal squares = series.stream().map(value -> BigDecimal.valueOf(value).subtract(mean).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.divide(BigDecimal.valueOf(series.size() - 1), MathContext.DECIMAL128).sqrt(MathContext.DECIMAL128).doubleValue();
    }
}
