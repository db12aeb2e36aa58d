package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;
import dev.tractor.vocabulary.FirstBytes;
import java.time.Duration;
import java.util.stream.IntStream;

/// `bytes-1`, of a whole flow.
final class BytesProfile implements FeatureCalculator {
    /// It has no active periods: the threshold of the other profiles, so that all can be computed together.
    private static final Duration ACTIVITY_THRESHOLD = Duration.ofSeconds(1);

    @Override
    public FeatureProfile profile() {
        return FirstBytes.PROFILE;
    }

    @Override
    public Duration window() {
        return Duration.ZERO;
    }

    @Override
    public Duration activityThreshold() {
        return ACTIVITY_THRESHOLD;
    }

    @Override
    public boolean needsContents() {
        return true;
    }

    /// Without any payload all is missing but the protocol.
    @Override
    public void compute(LiveFlow flow, CountersView counters, FeatureValues out) {
        float[] vector = FirstBytes.vector(flow.protocol(), flow.firstPayloadForward(), flow.firstPayloadBackward(), IntStream.range(0, flow.spltCount()).map(flow::spltLength).toArray());
        if (vector == null) {
            out.addWhole(flow.protocol());
            out.addMissing(profile().size() - 1);
            return;
        }
        for (float number : vector) {
            out.add(number);
        }
    }
}
