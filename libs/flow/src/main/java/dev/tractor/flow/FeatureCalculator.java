package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;

/// Computes the vector of one profile.
interface FeatureCalculator {
    FeatureProfile profile();

    /// @param out filled from index 0
    void compute(LiveFlow flow, double[] out);
}
