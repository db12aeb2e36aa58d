package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;
import java.time.Duration;

/// Computes the vector of one profile.
interface FeatureCalculator {
    FeatureProfile profile();

    /// How long after a flow's first packet its packets still count; zero: all of them.
    Duration window();

    /// A longer gap separates two active periods.
    Duration activityThreshold();

    /// Whether it reads payload bytes.
    default boolean needsContents() {
        return false;
    }

    /// @param counters of the flow's first [#window()]
    /// @param out filled from index 0
    void compute(LiveFlow flow, CountersView counters, double[] out);
}
