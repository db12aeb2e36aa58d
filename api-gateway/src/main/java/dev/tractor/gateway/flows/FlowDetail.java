package dev.tractor.gateway.flows;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "FlowDetail", description = "All that is known of a flow; what it does not have is left out", requiredProperties = {"flow", "packets_available"})
public record FlowDetail(
        FlowItem flow,
        @Schema(description = "Community ID, version 1 with seed 0, by which Zeek, Suricata and others name the flow; left out for ICMP", examples = "1:hO+sN4H+MG5MY/8hIrXPqc4ZQz0=") String communityId,
        @Schema(description = "VLAN and tunnel", examples = "vlan 7") String scope,
        @Schema(description = "Client to server") Direction fwd, @Schema(description = "Server to client") Direction bwd,
        List<Statement> evidence,
        @Schema(description = "Payload lengths of the first 32 packets, negative from server to client") List<Integer> splt,
        @Schema(description = "When these packets came, microseconds after the first one; left out where an older version read the capture") List<Long> spltTimesUs,
        @Schema(type = SchemaType.OBJECT, description = "By profile, then by name; null where a feature has no value")
        @JsonInclude(value = Include.NON_NULL, content = Include.ALWAYS) Map<String, Features> features,
        @Schema(description = "First payload bytes of the client, at most 64, hexadecimal") String firstPayloadFwd, String firstPayloadBwd,
        SessionOfFlow session,
        @Schema(description = "Why what the capture's reader stored of the flow (scope to first payload) is missing") String detailsReason,
        @Schema(description = "Whether …/packets gives them") boolean packetsAvailable, @Schema(description = "Why not") String packetsReason,
        @Schema(description = "True where the object store does not answer: the reasons say what is missing, and the same question may be answered in full later; left out otherwise") Boolean partial) {

    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "FlowDirection")
    public record Direction(long packets, @Schema(description = "IP total lengths") long bytes, @Schema(description = "Bytes of payload") long payload,
                            @Schema(description = "All that were seen; left out without TCP", examples = "SYN ACK") String tcpFlags) {}

    @Schema(name = "FlowEvidence", description = "What an application said about itself")
    public record Statement(@Schema(examples = "tls-sni") String kind, String value, @Schema(description = "Which packet of the flow said it, from 1") Integer packet) {}

    @Schema(name = "SessionOfFlow")
    public record SessionOfFlow(@Schema(description = "Number of its first flow") long session, long flows, String label) {}

    /// By name, in the order of the profile.
    @Schema(name = "Features", type = SchemaType.OBJECT)
    public static final class Features extends LinkedHashMap<String, Float> {}
}
