package dev.tractor.vocabulary;

import java.util.List;

/// A metering rule together with its features, known by its name: every vector and every model names its profile.
///
/// @param name `tractor-1`, `iscx-2016`
/// @param description what it is for and where it comes from
/// @param features the columns, in the order of every vector
public record FeatureProfile(String name, String description, List<Feature> features) {
    public FeatureProfile {
        features = List.copyOf(features);
    }

    /// The length of a vector.
    public int size() {
        return features.size();
    }
}
