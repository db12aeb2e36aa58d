package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The feature profiles that this library computes.
public final class FeatureProfiles {
    /// The metering rule of the pipeline, with all features.
    public static final FeatureProfile TRACTOR_1;
    /// The published ISCX features at a flow timeout of 15 s.
    public static final FeatureProfile ISCX_2016;

    private static final Map<String, FeatureCalculator> CALCULATORS = new LinkedHashMap<>();

    static {
        TRACTOR_1 = add(new TractorProfile());
        ISCX_2016 = add(new IscxProfile("iscx-2016", 15));
        for (int seconds : new int[] {30, 60, 120}) {
            add(new IscxProfile("iscx-2016/" + seconds, seconds));
        }
    }

    private FeatureProfiles() {}

    private static FeatureProfile add(FeatureCalculator calculator) {
        CALCULATORS.put(calculator.profile().name(), calculator);
        return calculator.profile();
    }

    /// @throws IllegalArgumentException for an unknown name, with the known ones in the message
    public static FeatureProfile named(String name) {
        FeatureCalculator calculator = CALCULATORS.get(name);
        if (calculator == null) {
            throw new IllegalArgumentException("no feature profile is named '" + name + "'; there are " + CALCULATORS.keySet().stream().collect(Collectors.joining(", ")));
        }
        return calculator.profile();
    }

    public static List<FeatureProfile> all() {
        return CALCULATORS.values().stream().map(FeatureCalculator::profile).toList();
    }

    static FeatureCalculator calculator(FeatureProfile profile) {
        named(profile.name());
        return CALCULATORS.get(profile.name());
    }

    /// The windows that the profiles' vectors cover, nanoseconds, ascending; none for profiles of whole flows.
    static long[] windows(List<FeatureProfile> profiles) {
        return profiles.stream().map(FeatureProfiles::window).filter(Duration::isPositive).mapToLong(Duration::toNanos).sorted().distinct().toArray();
    }

    /// How long after its first packet the profile's own rule cuts a flow; zero for a profile without such a rule.
    static Duration window(FeatureProfile profile) {
        return calculator(profile).window();
    }
}
