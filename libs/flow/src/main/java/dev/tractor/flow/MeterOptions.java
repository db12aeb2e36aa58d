package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;
import java.time.Duration;
import java.util.List;

/// What decides which flows a capture has and what is computed for them.
///
/// @param idleTimeout a longer gap begins a new flow
/// @param tcpIdleTimeout the same for established TCP
/// @param activeTimeout a flow that lasts longer is cut; zero: never
/// @param closeLinger how long a closed TCP flow still takes its last ACKs and retransmissions; a new SYN ends it at once
/// @param maxFlows flows that may be live at once; the longest idle one is ended for lack of resources beyond it
/// @param profiles feature profiles to prepare
public record MeterOptions(Duration idleTimeout, Duration tcpIdleTimeout, Duration activeTimeout, Duration closeLinger, int maxFlows, List<FeatureProfile> profiles) {
    /// Bounds the memory of one metering to about 1 KiB times this number.
    public static final int DEFAULT_MAX_FLOWS = 1_000_000;

    public MeterOptions {
        profiles = List.copyOf(profiles);
    }

    /// The rules of the flow model, without any profile.
    public static MeterOptions standard() {
        return new MeterOptions(Duration.ofSeconds(60), Duration.ofSeconds(600), Duration.ZERO, Duration.ofSeconds(2), DEFAULT_MAX_FLOWS, List.of());
    }

    /// The profile's own metering rule, with its vectors: `iscx-2016` cuts a flow at its timeout from the flow's first packet and knows no end of a TCP
    /// flow and no idle timeout; `tractor-1` has the rules of the flow model.
    public static MeterOptions ofProfile(FeatureProfile profile) {
        int timeout = FeatureProfiles.timeoutSeconds(profile);
        MeterOptions standard = standard().withProfiles(profile);
        if (timeout == 0) {
            return standard;
        }
        Duration cut = Duration.ofSeconds(timeout);
        return new MeterOptions(cut, cut, cut, cut, standard.maxFlows(), standard.profiles());
    }

    public MeterOptions withProfiles(FeatureProfile... wanted) {
        return new MeterOptions(idleTimeout, tcpIdleTimeout, activeTimeout, closeLinger, maxFlows, List.of(wanted));
    }

    public MeterOptions withMaxFlows(int limit) {
        return new MeterOptions(idleTimeout, tcpIdleTimeout, activeTimeout, closeLinger, limit, profiles);
    }
}
