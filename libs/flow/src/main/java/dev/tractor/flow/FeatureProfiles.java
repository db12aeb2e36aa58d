package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;
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
        return CALCULATORS.get(profile.name());
    }

    /// Length of the window that the profiles' vectors cover, 0 when none has one.
    ///
    /// @throws IllegalArgumentException when two profiles have different windows
    static long windowMicros(List<FeatureProfile> profiles) {
        List<Long> windows = profiles.stream().map(FeatureProfiles::calculator).filter(IscxProfile.class::isInstance).map(c -> ((IscxProfile) c).timeoutSeconds() * 1_000_000L).distinct().toList();
        if (windows.size() > 1) {
            throw new IllegalArgumentException("one metering prepares one iscx-2016 timeout, not " + windows.size());
        }
        return windows.isEmpty() ? 0 : windows.getFirst();
    }

    /// Seconds after which the profile's own rule cuts a flow, counted from its first packet; 0 for a profile without such a rule.
    static int timeoutSeconds(FeatureProfile profile) {
        return calculator(profile) instanceof IscxProfile iscx ? iscx.timeoutSeconds() : 0;
    }
}
