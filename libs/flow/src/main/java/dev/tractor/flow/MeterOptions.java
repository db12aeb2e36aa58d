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
/// @param maxFlows flows that may be live at once; beyond it the one that has been idle the longest is ended for lack of resources
/// @param profiles feature profiles to prepare
/// @param announcements whether a flow that another one announced (the data of FTP, the media of a call) has that as evidence
/// @param sessions whether flows are grouped into sessions, which needs announcements
/// @param contents whether payloads are looked into: without, flows have neither evidence nor first payloads, and are metered faster
/// @param fromNanos packets before this time, nanoseconds since the epoch, are counted as filtered and belong to no flow
/// @param untilNanos packets from this time on likewise
public record MeterOptions(Duration idleTimeout, Duration tcpIdleTimeout, Duration activeTimeout, Duration closeLinger, int maxFlows, List<FeatureProfile> profiles, boolean announcements,
                           boolean sessions, boolean contents, long fromNanos, long untilNanos) {
    /// Bounds the memory of one metering to [#FIXED_BYTES] and [#FLOW_BYTES] for each flow.
    public static final int DEFAULT_MAX_FLOWS = 1_000_000;
    /// What a process needs besides live flows, a Java machine included.
    public static final long FIXED_BYTES = 150L << 20;
    /// What a live flow needs at most.
    public static final long FLOW_BYTES = 1L << 10;

    /// @throws IllegalArgumentException for a negative time, no room for a flow, an unknown profile, or profiles with different activity thresholds
    public MeterOptions {
        if (idleTimeout.isNegative() || tcpIdleTimeout.isNegative() || activeTimeout.isNegative() || closeLinger.isNegative() || maxFlows < 1) {
            throw new IllegalArgumentException("timeouts must not be negative and maxFlows must be at least 1");
        }
        profiles = List.copyOf(profiles);
        FeatureProfiles.activityThreshold(profiles);
    }

    /// How many flows may be live in so much memory; less than 1 when there is no room for one.
    public static long flowsWithin(long bytes) {
        return (bytes - FIXED_BYTES) / FLOW_BYTES;
    }

    /// The rules of the flow model, without any profile.
    public static MeterOptions standard() {
        return new MeterOptions(Duration.ofSeconds(60), Duration.ofSeconds(600), Duration.ZERO, Duration.ofSeconds(2), DEFAULT_MAX_FLOWS, List.of(), false, false, true, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /// The profile's own metering rule, with its vectors: each row that such a metering gives is one of the profile's own flows. `tractor-1` has the rules
    /// of the flow model. `iscx-2016` cuts a flow at its timeout from the flow's first packet and knows no idle timeout: the one set here is as long, so that
    /// it cuts nothing else and only frees memory.
    public static MeterOptions ofProfile(FeatureProfile profile) {
        Duration window = FeatureProfiles.window(profile);
        MeterOptions rules = standard().withProfiles(profile);
        return window.isZero() ? rules : new MeterOptions(window, window, window, rules.closeLinger, rules.maxFlows, rules.profiles, rules.announcements, rules.sessions, rules.contents,
                rules.fromNanos, rules.untilNanos);
    }

    public MeterOptions withProfiles(FeatureProfile... wanted) {
        return new MeterOptions(idleTimeout, tcpIdleTimeout, activeTimeout, closeLinger, maxFlows, List.of(wanted), announcements, sessions, contents, fromNanos, untilNanos);
    }

    public MeterOptions withMaxFlows(int limit) {
        return new MeterOptions(idleTimeout, tcpIdleTimeout, activeTimeout, closeLinger, limit, profiles, announcements, sessions, contents, fromNanos, untilNanos);
    }

    /// With all that labels are decided from.
    public MeterOptions withAnnouncements() {
        return new MeterOptions(idleTimeout, tcpIdleTimeout, activeTimeout, closeLinger, maxFlows, profiles, true, sessions, true, fromNanos, untilNanos);
    }

    public MeterOptions withSessions() {
        return new MeterOptions(idleTimeout, tcpIdleTimeout, activeTimeout, closeLinger, maxFlows, profiles, true, true, true, fromNanos, untilNanos);
    }

    /// Without announcements and sessions, and without contents unless a profile needs them.
    public MeterOptions withoutContents() {
        return new MeterOptions(idleTimeout, tcpIdleTimeout, activeTimeout, closeLinger, maxFlows, profiles, false, false, FeatureProfiles.needContents(profiles), fromNanos, untilNanos);
    }

    public MeterOptions withTimeouts(Duration idle, Duration tcpIdle, Duration active, Duration linger) {
        return new MeterOptions(idle, tcpIdle, active, linger, maxFlows, profiles, announcements, sessions, contents, fromNanos, untilNanos);
    }

    public MeterOptions between(long from, long until) {
        return new MeterOptions(idleTimeout, tcpIdleTimeout, activeTimeout, closeLinger, maxFlows, profiles, announcements, sessions, contents, from, until);
    }
}
