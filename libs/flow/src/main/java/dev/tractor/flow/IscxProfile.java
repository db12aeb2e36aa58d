package dev.tractor.flow;

import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.ArrayList;
import java.util.List;

/// `iscx-2016`: the columns and conventions of the published ISCX VPN-nonVPN data (Draper-Gil et al., ICISSP 2016): microseconds, sample standard
/// deviation, an empty series is -1/-1/0/0, an activity threshold of 1 s (strictly greater), an active period lasts from the start of a burst to the
/// start of the next and the last one is not recorded, rates are 0 at zero duration, bytes are IP total lengths.
final class IscxProfile implements FeatureCalculator {
    static final long ACTIVITY_THRESHOLD_MICROS = 1_000_000;

    private final FeatureProfile profile;
    private final int timeoutSeconds;

    /// @param timeoutSeconds of a flow from its first packet: 15, 30, 60 or 120
    IscxProfile(String name, int timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
        this.profile = new FeatureProfile(name, "The published ISCX VPN-nonVPN features over the first " + timeoutSeconds + " s of a flow.", columns());
    }

    @Override
    public FeatureProfile profile() {
        return profile;
    }

    int timeoutSeconds() {
        return timeoutSeconds;
    }

    private static List<Feature> columns() {
        List<Feature> columns = new ArrayList<>();
        columns.add(new Feature("duration", "us", "Time from the first to the last packet."));
        for (String statistic : List.of("total", "min", "max", "mean", "std")) {
            columns.add(new Feature(statistic + "_fiat", "us", statistic + " of the gaps between forward packets."));
            columns.add(new Feature(statistic + "_biat", "us", statistic + " of the gaps between backward packets."));
        }
        columns.add(new Feature("flowPktsPerSecond", "1/s", "Packets of both directions by duration, 0 at zero duration."));
        columns.add(new Feature("flowBytesPerSecond", "bytes/s", "IP bytes of both directions by duration, 0 at zero duration."));
        for (String statistic : List.of("min", "max", "mean", "std")) {
            columns.add(new Feature(statistic + "_flowiat", "us", statistic + " of the gaps between packets of either direction."));
        }
        for (String statistic : List.of("min", "mean", "max", "std")) {
            columns.add(new Feature(statistic + "_active", "us", statistic + " of the times from the start of a burst to the start of the next; a gap above 1 s separates bursts."));
        }
        for (String statistic : List.of("min", "mean", "max", "std")) {
            columns.add(new Feature(statistic + "_idle", "us", statistic + " of the gaps above 1 s."));
        }
        return columns;
    }

    @Override
    public void compute(LiveFlow flow, double[] out) {
        FlowRecord record = flow.record();
        int i = 0;
        long duration = record.windowDuration();
        out[i++] = duration;
        long[] sides = {record.base() + FlowRecord.WINDOW_GAPS_A, record.base() + FlowRecord.WINDOW_GAPS_B};
        for (int statistic = 0; statistic < 5; statistic++) {
            for (long side : sides) {
                out[i++] = statistic(record, side, statistic);
            }
        }
        double seconds = duration / 1e6;
        out[i++] = duration == 0 ? 0 : record.windowPackets() / seconds;
        out[i++] = duration == 0 ? 0 : record.windowBytes() / seconds;
        long gaps = record.base() + FlowRecord.WINDOW_GAPS;
        for (int statistic = 1; statistic < 5; statistic++) {
            out[i++] = statistic(record, gaps, statistic);
        }
        for (long series : new long[] {record.base() + FlowRecord.WINDOW_ACTIVE, record.base() + FlowRecord.WINDOW_IDLE}) {
            out[i++] = statistic(record, series, 1);
            out[i++] = statistic(record, series, 3);
            out[i++] = statistic(record, series, 2);
            out[i++] = statistic(record, series, 4);
        }
    }

    /// @param which 0 total, 1 min, 2 max, 3 mean, 4 std
    private static double statistic(FlowRecord record, long series, int which) {
        boolean empty = Series.count(record.segment(), series) == 0;
        return switch (which) {
            case 0 -> empty ? 0 : Series.sum(record.segment(), series);
            case 1 -> empty ? -1 : Series.min(record.segment(), series);
            case 2 -> empty ? -1 : Series.max(record.segment(), series);
            case 3 -> empty ? 0 : Series.mean(record.segment(), series);
            default -> empty ? 0 : Series.deviation(record.segment(), series);
        };
    }
}
