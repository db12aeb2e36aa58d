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

    /// Adds the features that tell who talks, with which a profile may begin.
    default void identify(LiveFlow flow, FeatureValues out) {}

    /// Adds the others.
    ///
    /// @param counters of the flow's first [#window()]
    /// @param out takes the numbers in the order of the profile
    void compute(LiveFlow flow, CountersView counters, FeatureValues out);
}
