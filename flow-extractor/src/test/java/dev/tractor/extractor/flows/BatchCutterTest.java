package dev.tractor.extractor.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import dev.tractor.contracts.v1.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCutterTest {
    /// job_id, attempt and batch 0 (left out, as protobuf does) of job 7, attempt 2.
    private static final String MODEL = "m1";
    private static final int HEAD_BYTES = 8;

    private final List<BatchKey> keys = new ArrayList<>();
    private final List<byte[]> batches = new ArrayList<>();
    private final BatchCutter cutter = new BatchCutter(7, 2, MODEL, (key, batch) -> {
        keys.add(key);
        batches.add(batch);
    });

    /// A flow that takes exactly `length` bytes (over 16 KiB) in a batch: tag 1, length 3, field tag 1, field length 3.
    private static Flow flow(int length) {
        return Flow.newBuilder().setFirstPayloadForward(ByteString.copyFrom(new byte[length - 8])).build();
    }

    @Test
    void aBatchHoldsAtMostSoManyFlows() throws Exception {
        for (int i = 0; i < 2 * BatchCutter.MAX_FLOWS + 1; i++) {
            cutter.add(Flow.newBuilder().setOrdinal(i).setProtocol(17).build());
        }
        assertEquals(3, cutter.finish());
        assertEquals(List.of(new BatchKey(7, 2, 0), new BatchKey(7, 2, 1), new BatchKey(7, 2, 2)), keys);
        FlowBatch second = FlowBatch.parseFrom(batches.get(1));
        assertEquals(7, second.getJobId());
        assertEquals(2, second.getAttempt());
        assertEquals(1, second.getBatch());
        assertEquals(MODEL, second.getModelDigest());
        assertEquals(2_000, second.getFlowsCount());
        assertEquals(2_000, second.getFlows(0).getOrdinal());
        assertEquals(3_999, second.getFlows(1_999).getOrdinal());
        assertEquals(1, FlowBatch.parseFrom(batches.get(2)).getFlowsCount());
    }

    @Test
    void sessionsThatComeAfterTheLastFlowMakeABatch() throws Exception {
        for (int i = 0; i < BatchCutter.MAX_FLOWS + 1; i++) {
            cutter.add(Session.newBuilder().addFlows(i).build());
        }
        assertEquals(2, cutter.finish());
        assertEquals(2_000, FlowBatch.parseFrom(batches.get(0)).getSessionsCount());
        assertEquals(2_000, FlowBatch.parseFrom(batches.get(1)).getSessions(0).getFlows(0));
    }

    @Test
    void aBatchIsFilledToItsLastByteAndNotBeyond() throws Exception {
        cutter.add(flow(100_000));
        cutter.add(flow(BatchCutter.MAX_BYTES - HEAD_BYTES - 100_000));
        cutter.add(Flow.getDefaultInstance());
        assertEquals(2, cutter.finish());
        assertEquals(256 << 10, batches.get(0).length);
        assertEquals(2, FlowBatch.parseFrom(batches.get(0)).getFlowsCount());
        assertEquals(1, FlowBatch.parseFrom(batches.get(1)).getFlowsCount());
    }

    @Test
    void oneByteMoreBeginsTheNextBatch() throws Exception {
        cutter.add(flow(100_000));
        cutter.add(flow(BatchCutter.MAX_BYTES - HEAD_BYTES - 100_000 + 1));
        assertEquals(2, cutter.finish());
        assertEquals(HEAD_BYTES + 100_000, batches.get(0).length);
        assertTrue(batches.get(1).length <= 256 << 10);
    }

    @Test
    void theBytesAreThoseOfTheMessage() throws Exception {
        cutter.add(flow(20_000));
        cutter.add(Flow.newBuilder().setOrdinal(1).build());
        cutter.finish();
        assertEquals(
                FlowBatch.newBuilder().setJobId(7).setAttempt(2).setModelDigest(MODEL).addFlows(flow(20_000)).addFlows(Flow.newBuilder().setOrdinal(1)).build(), FlowBatch.parseFrom(batches.get(0)));
    }

    @Test
    void aFlowThatFitsNoBatchIsAFault() {
        assertThrows(IllegalStateException.class, () -> cutter.add(flow(BatchCutter.MAX_BYTES)));
    }

    @Test
    void withoutAFlowThereIsNoBatch() {
        assertEquals(0, cutter.finish());
        assertEquals(List.of(), keys);
    }
}
