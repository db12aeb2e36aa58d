package dev.tractor.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.ExtractionRequest;
import dev.tractor.contracts.v1.FlowBatch;
import dev.tractor.contracts.v1.JobEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The samples' bytes come from protobuf's own compiler (src/test/resources/samples/README.md).
class WireFormTest {
    record Sample(String name, Message prototype) {
        String text() throws IOException {
            return resource(name + ".txtpb");
        }

        byte[] bytes() throws IOException {
            return HexFormat.of().parseHex(resource(name + ".hex").replaceAll("\\s", ""));
        }

        Message fromText() throws IOException {
            Message.Builder builder = prototype.newBuilderForType();
            TextFormat.merge(text(), builder);
            return builder.build();
        }

        Message fromBytes() throws IOException {
            return prototype.getParserForType().parseFrom(bytes());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() {
        List<Sample> samples = new ArrayList<>(List.of(
                new Sample("extraction-request", ExtractionRequest.getDefaultInstance()),
                new Sample("flow-batch", FlowBatch.getDefaultInstance()),
                new Sample("classified-batch", ClassifiedBatch.getDefaultInstance())));
        for (JobEvent.EventCase event : JobEvent.EventCase.values()) {
            if (event != JobEvent.EventCase.EVENT_NOT_SET) {
                samples.add(new Sample("job-event-" + event.name().toLowerCase(Locale.ROOT), JobEvent.getDefaultInstance()));
            }
        }
        return samples.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anEventHasTheBytesOfItsSample(Sample sample) throws IOException {
        assertEquals(HexFormat.of().formatHex(sample.bytes()), HexFormat.of().formatHex(sample.fromText().toByteArray()));
        assertEquals(TextFormat.printer().printToString(sample.fromText()), TextFormat.printer().printToString(sample.fromBytes()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aCutEventDecodesOrFailsCleanly(Sample sample) throws IOException {
        byte[] bytes = sample.bytes();
        for (int length = 0; length < bytes.length; length++) {
            try {
                sample.prototype().getParserForType().parseFrom(Arrays.copyOf(bytes, length));
            } catch (InvalidProtocolBufferException e) {
                assertTrue(e.getMessage().length() > 0);
            }
        }
    }

    @Test
    void theBatchSamplesSetEveryField() throws IOException {
        FlowBatch flows = (FlowBatch) new Sample("flow-batch", FlowBatch.getDefaultInstance()).fromText();
        ClassifiedBatch classified = (ClassifiedBatch) new Sample("classified-batch", ClassifiedBatch.getDefaultInstance()).fromText();
        for (Message message : List.of(flows.getFlows(0), classified.getFlows(0), flows.getSessions(0), classified.getSessions(0).getLinks(0))) {
            List<FieldDescriptor> set = List.copyOf(message.getAllFields().keySet());
            assertEquals(message.getDescriptorForType().getFields(), set);
        }
    }

    @Test
    void aMissingFeatureStaysNaN() throws IOException {
        FlowBatch batch = (FlowBatch) new Sample("flow-batch", FlowBatch.getDefaultInstance()).fromBytes();
        assertEquals(List.of(2_500_000f, -1f, 0f, Float.NaN, 0.5f), batch.getFlows(0).getVectors(0).getValuesList());
    }

    static String resource(String name) throws IOException {
        try (InputStream in = WireFormTest.class.getResourceAsStream("/samples/" + name)) {
            assertTrue(in != null, "no sample " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
