package dev.tractor.extractor.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.TextFormat;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowMessagesTest {
    private static FeatureProfile profile(String name, int features) {
        return new FeatureProfile(name, "for this test", IntStream.range(0, features).mapToObj(i -> new Feature("f" + i, "1", "number " + i)).toList());
    }

    @Test
    void everyFieldOfAFlowIsSent() throws Exception {
        FlowMessages messages = new FlowMessages(List.of(profile("iscx-2016", 5)));
        Flow flow = messages.of(new SampleFlow(2_500_000, -1, 0, Double.NaN, 0.5));
        assertEquals("""
                ordinal: 4000000000
                protocol: 6
                client_address: "\\n\\000\\000\\001"
                client_port: 51234
                server_address: "\\224\\000\\000\\001"
                server_port: 443
                scope: 42
                start_nanos: 1700000000123456789
                duration_nanos: 2500000000
                forward { packets: 12 bytes: 3456 payload: 2816 tcp_flags: 27 }
                backward { packets: 10 bytes: 98765 payload: 98233 tcp_flags: 26 }
                end_reason: 3
                evidence { kind: 1 value: "tls" packet: 4 }
                evidence { kind: 2 value: "web.telegram.org" packet: 5 }
                first_payload_forward: "\\026\\003\\001\\002\\000"
                first_payload_backward: "\\026\\003\\003\\000z"
                splt_lengths: 0 splt_lengths: 0 splt_lengths: 0 splt_lengths: 517 splt_lengths: -1448 splt_lengths: -1448
                vectors { profile: "iscx-2016" values: 2500000.0 values: -1.0 values: 0.0 values: NaN values: 0.5 }
                symptoms: 34 splt_gaps_micros: 0 splt_gaps_micros: 12000 splt_gaps_micros: 150 splt_gaps_micros: 900 splt_gaps_micros: 14000 splt_gaps_micros: 0
                """.replaceAll("\\s+", " ").strip(), TextFormat.printer().emittingSingleLine(true).printToString(flow).strip());
    }

    @Test
    void vectorsOfDifferentLengthAreKeptApart() {
        FlowMessages messages = new FlowMessages(List.of(profile("long", 3), profile("short", 1)));
        Flow flow = messages.of(new SampleFlow(1, 2, 3));
        assertEquals(List.of(1f, 2f, 3f), flow.getVectors(0).getValuesList());
        assertEquals(List.of(1f), flow.getVectors(1).getValuesList());
        assertEquals("short", flow.getVectors(1).getProfile());
    }

    @Test
    void withoutAProfileThereIsNoVector() {
        assertEquals(0, new FlowMessages(List.of()).of(new SampleFlow()).getVectorsCount());
    }
}
