package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The feature profiles that this library computes. A number behind a profile's name is its parameter in seconds: the flow timeout of `iscx-2016/30`, the
/// activity threshold of `tractor-1/5`.
public final class FeatureProfiles {
    /// The metering rule of the pipeline, with all features and an activity threshold of 1 s.
    public static final FeatureProfile TRACTOR_1;
    /// The published ISCX features at a flow timeout of 15 s.
    public static final FeatureProfile ISCX_2016;

    private static final Duration DEFAULT_ACTIVITY_THRESHOLD = Duration.ofSeconds(1);
    /// Five digits: up to a day and a bit, longer than any flow rests.
    private static final Pattern TRACTOR_WITH_THRESHOLD = Pattern.compile("tractor-1/([1-9]\\d{0,4})");
    private static final Map<String, FeatureCalculator> CALCULATORS = new LinkedHashMap<>();

    static {
        TRACTOR_1 = add(new TractorProfile("tractor-1", DEFAULT_ACTIVITY_THRESHOLD));
        ISCX_2016 = add(new IscxProfile("iscx-2016", 15));
        for (int seconds : new int[] {30, 60, 120}) {
            add(new IscxProfile("iscx-2016/" + seconds, seconds));
        }
        add(new BytesProfile());
    }

    private FeatureProfiles() {}

    private static FeatureProfile add(FeatureCalculator calculator) {
        CALCULATORS.put(calculator.profile().name(), calculator);
        return calculator.profile();
    }

    /// @throws IllegalArgumentException for an unknown name, with the known ones in the message
    public static FeatureProfile named(String name) {
        return calculator(name).profile();
    }

    /// Those with a usual parameter.
    public static List<FeatureProfile> all() {
        return CALCULATORS.values().stream().map(FeatureCalculator::profile).toList();
    }

    static FeatureCalculator calculator(FeatureProfile profile) {
        return calculator(profile.name());
    }

    private static FeatureCalculator calculator(String name) {
        FeatureCalculator known = CALCULATORS.get(name);
        return known != null ? known : withThreshold(name).orElseThrow(() -> new IllegalArgumentException(
                "no feature profile is named '" + name + "'; there are " + String.join(", ", CALCULATORS.keySet()) + ", and tractor-1/S with an activity threshold of S seconds"));
    }

    private static Optional<FeatureCalculator> withThreshold(String name) {
        return Stream.of(TRACTOR_WITH_THRESHOLD.matcher(name)).filter(Matcher::matches)
                .<FeatureCalculator>map(matcher -> new TractorProfile(name, Duration.ofSeconds(Integer.parseInt(matcher.group(1))))).findFirst();
    }

    /// The windows that the profiles' vectors cover, nanoseconds, ascending; none for profiles of whole flows.
    static long[] windows(List<FeatureProfile> profiles) {
        return profiles.stream().map(FeatureProfiles::window).filter(Duration::isPositive).mapToLong(Duration::toNanos).sorted().distinct().toArray();
    }

    /// How long after its first packet the profile's own rule cuts a flow; zero for a profile without such a rule.
    static Duration window(FeatureProfile profile) {
        return calculator(profile).window();
    }

    static boolean needContents(List<FeatureProfile> profiles) {
        return profiles.stream().anyMatch(profile -> calculator(profile).needsContents());
    }

    /// The one threshold of profiles that are computed together: a flow keeps its active periods once.
    ///
    /// @throws IllegalArgumentException when they have different ones
    static Duration activityThreshold(List<FeatureProfile> profiles) {
        List<Duration> thresholds = profiles.stream().map(profile -> calculator(profile).activityThreshold()).distinct().toList();
        if (thresholds.size() > 1) {
            throw new IllegalArgumentException("feature profiles with different activity thresholds cannot be computed together: "
                    + String.join(", ", profiles.stream().map(FeatureProfile::name).toList()));
        }
        return thresholds.isEmpty() ? DEFAULT_ACTIVITY_THRESHOLD : thresholds.getFirst();
    }
}
