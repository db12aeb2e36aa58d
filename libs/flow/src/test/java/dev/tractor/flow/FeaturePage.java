package dev.tractor.flow;

import dev.tractor.flow.session.SessionFeatures;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import dev.tractor.vocabulary.FirstBytes;
import java.util.stream.Collectors;

/// The reference page of the feature profiles: their schemas as tables, and around them what no schema says.
final class FeaturePage {
    private static final String BEGIN = """
            # Feature profiles

            Made from the profiles' schemas by `FeaturePageTest`, which fails when this page is not what they say. Do not edit it by hand.

            A profile is a metering rule together with its features. Every vector and every model names its profile, and a model is refused for the vectors of another.
            `tractor flows --profile P` cuts a capture's flows by the rule of P and prints their features. In the pipeline flows are always cut as the flow model says, and a
            profile's vector of such a flow covers the first window that the profile would have cut: of `iscx-2016` the packets up to its timeout after the first one. So the
            vector of a flow equals the first row of `tractor flows --profile P` with the same key. One case differs: `iscx-2016/120` knows no idle timeout, the pipeline ends a
            flow that is not an established TCP one after a pause of 60 s, and a window of 120 s may hold such a pause.

            Common to all: "initiator" is the side that opened the flow, "responder" the other. Gaps are taken in the order of the capture file, so a capture out of order
            has negative ones. Numbers are computed from integer nanoseconds with exact sums and rounded once, at the end. In CSV a missing number is an empty field, in JSON and Parquet null.

            Units: `us` microseconds, `bytes` and `packets` counts of them, `1/s` and `bytes/s` rates, `1` a code or a flag.
            """;

    private static final String ISCX_PARAMETERS = """

            `iscx-2016/30`, `iscx-2016/60` and `iscx-2016/120` have the same columns with a timeout of 30, 60 and 120 s.
            """;

    private static final String TRACTOR_PARAMETERS = """

            `tractor-1/S` has the same columns with an activity threshold of S whole seconds, 1 to 99999. Profiles with different thresholds cannot be computed in one run.
            """;

    private static final String CIC_FLOW_METER = """

            ## Where CICFlowMeter's columns differ

            Its 84 columns are no profile: correct values would equal neither the original nor what models were trained on. Seen in its source (`BasicFlow`, `FlowGenerator`):

            | its columns | what it computes | here |
            |---|---|---|
            | every row | a flow ends at its first FIN (older versions), or when two FINs were counted, where a backward one counts twice (newer); RST ends none | FIN both ways or RST, then 2 s in which last ACKs stay in the flow |
            | every row | a flow of one packet is left out | every packet belongs to a row |
            | every row | direction is that of the first packet seen | the initiator: sender of the SYN, receiver of the SYN/ACK, see the flow model |
            | times of IPv6 flows | milliseconds where IPv4 has microseconds | nanoseconds inside, microseconds out |
            | Fwd/Bwd Packet Length …, Total Length …, Flow Bytes/s | payload bytes | `length_…`, `bytes_…`, `bytes_per_second`: IP total length; `payload_fwd`, `payload_bwd` beside them |
            | Packet Length Min/Max/Mean/Std/Variance, Average Packet Size | the first packet counts twice | each packet once |
            | … Std | 0 for fewer than two values | missing (`tractor-1`) |
            | … Min, Max, Mean of an empty series | 0, as if there had been a gap of 0 | missing (`tractor-1`), -1/-1/0 (`iscx-2016`) |
            | Active … | the last period is lost, and so are those of no length; the packet with the FIN is not looked at; threshold 5 s | all periods (`tractor-1`), threshold 1 s |
            | Idle … | gaps above 5 s, but not the one before a FIN | every gap above the threshold |
            | Subflow … | the pause is tested with the division in the wrong place, so every packet but the first begins a "subflow" | none |
            | Fwd/Bwd Bytes/Bulk, Packets/Bulk, Bulk Rate | the direction is told by comparing array references, so nearly all is backward | none |
            | Init Bwd Win Bytes | the window of the last backward packet | none |
            | Down/Up Ratio | divided as integers | none; `packets_fwd` and `packets_bwd` give it |
            """;

    private FeaturePage() {}

    static String text() {
        return BEGIN + section(FeatureProfiles.TRACTOR_1) + TRACTOR_PARAMETERS + section(FeatureProfiles.ISCX_2016) + ISCX_PARAMETERS + section(FirstBytes.PROFILE) + section(SessionFeatures.PROFILE) + CIC_FLOW_METER;
    }

    private static String section(FeatureProfile profile) {
        return "\n## `" + profile.name() + "`\n\n" + profile.description() + " " + profile.size() + " columns, in this order.\n\n| column | unit | definition |\n|---|---|---|\n"
                + profile.features().stream().map(FeaturePage::row).collect(Collectors.joining());
    }

    private static String row(Feature feature) {
        return "| `" + feature.name() + "` | " + feature.unit() + " | " + feature.definition() + " |\n";
    }
}
