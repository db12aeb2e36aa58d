package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;

/// The feature profiles that this library computes.
public final class FeatureProfiles {
    private FeatureProfiles() {}

    /// @throws IllegalArgumentException for an unknown name, with the known ones in the message
    public static FeatureProfile named(String name) {
        throw new UnsupportedOperationException();
    }

    public static List<FeatureProfile> all() {
        throw new UnsupportedOperationException();
    }
}
