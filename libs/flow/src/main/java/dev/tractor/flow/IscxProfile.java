package dev.tractor.flow;

import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `iscx-2016`: the columns and conventions of the published ISCX VPN-nonVPN data (Draper-Gil et al., ICISSP 2016): microseconds, packets in file order,
/// sample standard deviation, an empty series is -1/-1/0/0, an activity threshold of 1 s (strictly greater), an active period lasts from the start of a
/// burst to the start of the next and the last one is not recorded, rates are 0 at zero duration, bytes are IP total lengths.
final class IscxProfile implements FeatureCalculator {
    private static final double NANOS_PER_MICRO = 1_000.0;
    private static final Duration ACTIVITY_THRESHOLD = Duration.ofSeconds(1);

    private final FeatureProfile profile;
    private final Duration window;

    /// @param seconds timeout of a flow from its first packet: 15, 30, 60 or 120
    IscxProfile(String name, int seconds) {
        window = Duration.ofSeconds(seconds);
        profile = new FeatureProfile(name, "The published ISCX VPN-nonVPN features (Draper-Gil et al., ICISSP 2016) of a flow that is cut " + seconds
                + " s after its first packet and by no pause; TCP ends it as the flow model says.", columns());
    }

    @Override
    public FeatureProfile profile() {
        return profile;
    }

    @Override
    public Duration window() {
        return window;
    }

    @Override
    public Duration activityThreshold() {
        return ACTIVITY_THRESHOLD;
    }

    private static List<Feature> columns() {
        List<Feature> columns = new ArrayList<>();
        columns.add(new Feature("duration", "us", "Time from the first to the last packet in file order."));
        for (String statistic : List.of("total", "min", "max", "mean", "std")) {
            columns.add(column(statistic, "fiat", "gaps between neighbouring packets of the initiator, in file order"));
            columns.add(column(statistic, "biat", "gaps between neighbouring packets of the responder, in file order"));
        }
        columns.add(new Feature("flowPktsPerSecond", "1/s", "Packets of both directions by duration; 0 at zero duration."));
        columns.add(new Feature("flowBytesPerSecond", "bytes/s", "IP total lengths of both directions by duration; 0 at zero duration."));
        for (String statistic : List.of("min", "max", "mean", "std")) {
            columns.add(column(statistic, "flowiat", "gaps between neighbouring packets of either direction, in file order"));
        }
        for (String statistic : List.of("min", "mean", "max", "std")) {
            columns.add(column(statistic, "active", "times from the first packet of a burst to the first of the next (a gap above 1 s parts them; the last burst is not recorded)"));
        }
        for (String statistic : List.of("min", "mean", "max", "std")) {
            columns.add(column(statistic, "idle", "gaps above 1 s between neighbouring packets of either direction"));
        }
        return columns;
    }

    private static Feature column(String statistic, String series, String what) {
        String definition = switch (statistic) {
            case "total" -> "Sum of the " + what + "; 0 without any.";
            case "min" -> "Least of the " + what + "; -1 without any.";
            case "max" -> "Greatest of the " + what + "; -1 without any.";
            case "mean" -> "Mean of the " + what + "; 0 without any.";
            case "std" -> "Sample standard deviation (n-1) of the " + what + "; 0 with fewer than two.";
            default -> throw new IllegalArgumentException(statistic);
        };
        return new Feature(statistic + "_" + series, "us", definition);
    }

    @Override
    public void compute(LiveFlow flow, CountersView counters, FeatureValues out) {
        out.addMicros(counters.duration());
        sides(counters.gaps(true), counters.gaps(false), out);
        double seconds = counters.duration() / 1e9;
        out.add(seconds == 0 ? 0 : counters.packets() / seconds);
        out.add(seconds == 0 ? 0 : (counters.bytes(true) + counters.bytes(false)) / seconds);
        Statistics gaps = counters.gaps();
        out.add(min(gaps));
        out.add(max(gaps));
        out.add(mean(gaps));
        out.add(deviation(gaps));
        period(counters.bursts(), out);
        period(counters.idle(), out);
    }

    private static void sides(Statistics forward, Statistics backward, FeatureValues out) {
        out.add(total(forward));
        out.add(total(backward));
        out.add(min(forward));
        out.add(min(backward));
        out.add(max(forward));
        out.add(max(backward));
        out.add(mean(forward));
        out.add(mean(backward));
        out.add(deviation(forward));
        out.add(deviation(backward));
    }

    private static void period(Statistics periods, FeatureValues out) {
        out.add(min(periods));
        out.add(mean(periods));
        out.add(max(periods));
        out.add(deviation(periods));
    }

    private static double total(Statistics of) {
        return of.isEmpty() ? 0 : of.sum() / NANOS_PER_MICRO;
    }

    private static double min(Statistics of) {
        return of.isEmpty() ? -1 : of.min() / NANOS_PER_MICRO;
    }

    private static double max(Statistics of) {
        return of.isEmpty() ? -1 : of.max() / NANOS_PER_MICRO;
    }

    private static double mean(Statistics of) {
        return of.isEmpty() ? 0 : of.mean() / NANOS_PER_MICRO;
    }

    private static double deviation(Statistics of) {
        return of.isEmpty() ? 0 : of.deviation() / NANOS_PER_MICRO;
    }
}
