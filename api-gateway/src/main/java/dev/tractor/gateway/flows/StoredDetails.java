package dev.tractor.gateway.flows;

import com.google.protobuf.ByteString;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Evidence;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.Vector;
import dev.tractor.flow.FeatureProfiles;
import dev.tractor.gateway.flows.FlowDetail.Direction;
import dev.tractor.gateway.flows.FlowDetail.Features;
import dev.tractor.gateway.flows.FlowDetail.Statement;
import dev.tractor.packet.Scope;
import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.Feature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Shows what flow-extractor stored of a flow.
final class StoredDetails {
    private static final String[] TCP_FLAGS = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

    private StoredDetails() {}

    static String scope(Flow flow) {
        String text = Scope.text(flow.getScope());
        return text.isEmpty() ? null : text;
    }

    static Direction direction(Counters counters) {
        String flags = IntStream.range(0, TCP_FLAGS.length).filter(bit -> (counters.getTcpFlags() >> bit & 1) == 1).mapToObj(bit -> TCP_FLAGS[bit]).collect(Collectors.joining(" "));
        return new Direction(counters.getPackets(), counters.getBytes(), counters.getPayload(), flags.isEmpty() ? null : flags);
    }

    static List<Statement> evidence(Flow flow) {
        return flow.getEvidenceList().stream().map(StoredDetails::statement).toList();
    }

    /// A kind that a newer version wrote is shown by its number.
    private static Statement statement(Evidence evidence) {
        EvidenceKind kind = EvidenceKind.ofWire(evidence.getKind());
        return new Statement(kind == null ? "kind-" + evidence.getKind() : kind.label(), evidence.getValue(), evidence.getPacket() == 0 ? null : evidence.getPacket());
    }

    /// Null where only the lengths were kept.
    static List<Long> spltTimes(Flow flow) {
        if (flow.getSpltGapsMicrosCount() != flow.getSpltLengthsCount()) {
            return null;
        }
        long[] times = flow.getSpltGapsMicrosList().stream().mapToLong(Long::longValue).toArray();
        Arrays.parallelPrefix(times, Long::sum);
        return Arrays.stream(times).boxed().toList();
    }

    static Map<String, Features> features(Flow flow) {
        Map<String, Features> profiles = new LinkedHashMap<>();
        for (Vector vector : flow.getVectorsList()) profiles.put(vector.getProfile(), features(vector));
        return profiles;
    }

    private static Features features(Vector vector) {
        List<Feature> schema = FeatureProfiles.named(vector.getProfile()).features();
        if (schema.size() != vector.getValuesCount()) {
            throw new IllegalArgumentException("a vector of %s has %d values, not %d".formatted(vector.getProfile(), vector.getValuesCount(), schema.size()));
        }
        Features features = new Features();
        for (int i = 0; i < schema.size(); i++) {
            float value = vector.getValues(i);
            features.put(schema.get(i).name(), Float.isFinite(value) ? value : null);
        }
        return features;
    }

    static String hex(ByteString bytes) {
        return bytes.isEmpty() ? null : HexFormat.of().formatHex(bytes.toByteArray());
    }
}
