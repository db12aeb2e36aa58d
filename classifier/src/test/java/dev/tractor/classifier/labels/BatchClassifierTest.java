package dev.tractor.classifier.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.tractor.classifier.MemoryModelBucket;
import dev.tractor.classifier.Variants;
import dev.tractor.classifier.models.LoadedModels;
import dev.tractor.classifier.models.OwnModel;
import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Evidence;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import dev.tractor.contracts.v1.Vector;
import dev.tractor.model.LabelCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BatchClassifierTest {
    private static final OwnModel OWN = new OwnModel(LabelCatalogue.standard(), Variants.BUILT_IN, Optional.empty());
    private static final BatchKey KEY = new BatchKey(7, 1, 4);
    private static final ByteString ADDRESS = ByteString.copyFrom(new byte[16]);
    private static final int EXTRACTOR_BYTES = 256 << 10;
    private static final int EXTRACTOR_FLOWS = 2_000;

    private final BatchClassifier classifier = new BatchClassifier(new LoadedModels(OWN, new MemoryModelBucket(), 1));

    @AfterAll
    static void close() {
        OWN.close();
    }

    @Test
    void theBatchKeepsItsKeyAndOrderAndNamesTheLabeller() throws RuleBrokenException {
        byte[] value = batch(List.of(flow(0, "web.telegram.org"), flow(1, "foo.example"))).toByteArray();

        ClassifiedBatch classified = classifier.classify(KEY, value);

        assertEquals(KEY, new BatchKey(classified.getJobId(), classified.getAttempt(), classified.getBatch()));
        assertEquals(OWN.labeller().digest(), classified.getLabellerDigest());
        assertEquals(OWN.labeller().catalogueDigest(), classified.getCatalogueDigest());
        assertEquals(Variants.BUILT_IN.digest(), classified.getModelDigest());
        assertEquals(List.of(0L, 1L), classified.getFlowsList().stream().map(flow -> flow.getOrdinal()).toList());
        assertEquals(List.of("telegram", "tls"), classified.getFlowsList().stream().map(flow -> flow.getLabel()).toList());
    }

    @Test
    void whatCannotBeLabelledIsRefusedWithItsReason() {
        FlowBatch good = batch(List.of(flow(0, "foo.example")));

        assertTrue(refusal(KEY, new byte[] {8}).startsWith("is no flow batch: "));
        assertEquals("has no value", refusal(KEY, null));
        assertEquals("says that it is 7/1/4", refusal(new BatchKey(7, 2, 4), good.toByteArray()));
        assertEquals(
                "has in flow 5 an address of neither 4 nor 16 bytes", refusal(KEY, batch(List.of(flow(5, "foo.example").toBuilder().clearServerAddress().build())).toByteArray()));
        Flow shortVector = flow(0, "foo.example").toBuilder().addVectors(Vector.newBuilder().setProfile("iscx-2016").addValues(1)).build();
        assertEquals(
                "does not fit: model 'traffic-class': takes vectors of 25 features of profile iscx-2016, not of 1", refusal(KEY, batch(List.of(shortVector)).toByteArray()));
    }

    @Test
    void theLargestBatchesOfTheExtractorFitIntoARecord() throws RuleBrokenException {
        String longestName = ("a".repeat(49) + ".").repeat(5) + "xy";
        int perFlow = EXTRACTOR_BYTES / EXTRACTOR_FLOWS - 4;
        String namesThatFill = "n".repeat(perFlow - flow(2_000, "").getSerializedSize()) + ".pool.ntp.org";

        for (List<Flow> flows : List.of(fill(longestName), fill(namesThatFill), fill("x"))) {
            ClassifiedBatch classified = classifier.classify(KEY, batch(flows).toByteArray());

            assertEquals(flows.size(), classified.getFlowsCount());
            assertTrue(classified.getSerializedSize() < BatchClassifier.MAX_BYTES, () -> classified.getSerializedSize() + " bytes");
        }
    }

    private static List<Flow> fill(String name) {
        int each = flow(2_000, name).getSerializedSize() + 4;
        return LongStream.range(0, Math.min(EXTRACTOR_FLOWS, EXTRACTOR_BYTES / each)).mapToObj(ordinal -> flow(ordinal, name)).toList();
    }

    private String refusal(BatchKey key, byte[] value) {
        return assertThrows(RuleBrokenException.class, () -> classifier.classify(key, value)).getMessage();
    }

    private static FlowBatch batch(List<Flow> flows) {
        return FlowBatch.newBuilder().setJobId(7).setAttempt(1).setBatch(4).addAllFlows(flows).build();
    }

    private static Flow flow(long ordinal, String sni) {
        return Flow.newBuilder()
                .setOrdinal(ordinal).setProtocol(6).setClientAddress(ADDRESS).setServerAddress(ADDRESS).setClientPort(50_000).setServerPort(443).setStartNanos(1).setEndReason(3)
                .setForward(Counters.newBuilder().setPackets(1)).addEvidence(Evidence.newBuilder().setKind(2).setValue(sni))
                .build();
    }
}
