package dev.tractor.contracts.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredFlowsTest {
    private static final int FLOWS = 20_000;
    private static final int BATCH_FLOWS = 700;

    /// Counts what is read, to show that one flow does not cost all of them.
    private static final class Bytes implements StoredObject {
        final byte[] bytes;
        long read;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public byte[] read(long position, int length) {
            read += length;
            return Arrays.copyOfRange(bytes, Math.toIntExact(position), Math.toIntExact(position + length));
        }
    }

    private final ByteArrayOutputStream flows = new ByteArrayOutputStream();
    private final ByteArrayOutputStream index = new ByteArrayOutputStream();

    private static Flow flow(long ordinal) {
        byte[] payload = new byte[64];
        new Random(ordinal).nextBytes(payload);
        return Flow.newBuilder().setOrdinal(ordinal).setClientPort((int) (ordinal % 65_536)).setFirstPayloadForward(ByteString.copyFrom(payload)).build();
    }

    /// Every 100th flow lasts until the end of the capture, so that it stands in the last batches.
    private void store() throws IOException {
        StoredFlowsWriter writer = new StoredFlowsWriter(flows, index);
        FlowBatch.Builder batch = FlowBatch.newBuilder().setJobId(1).setModelDigest("m");
        for (int pass = 0; pass < 2; pass++) {
            for (long ordinal = 0; ordinal < FLOWS; ordinal++) {
                if (ordinal % 100 == 0 == (pass == 1)) batch.addFlows(flow(ordinal));
                if (batch.getFlowsCount() == BATCH_FLOWS) {
                    writer.write(batch.build().toByteArray());
                    batch.clearFlows();
                }
            }
        }
        writer.write(batch.build().toByteArray());
        writer.finish();
    }

    @Test
    void oneFlowIsFoundByReadingOneFrame() throws IOException {
        store();
        Bytes stored = new Bytes(flows.toByteArray());

        StoredFlowsIndex found = StoredFlowsIndex.open(new Bytes(index.toByteArray()));

        for (long ordinal : new long[] {0, 1, 99, 100, 12_345, 19_900, FLOWS - 1}) {
            assertEquals(Optional.of(flow(ordinal)), found.find(ordinal, stored), "flow " + ordinal);
        }
        assertEquals(Optional.empty(), found.find(FLOWS, stored));
        assertEquals(Optional.empty(), found.find(-1, stored));
        assertTrue(stored.length() > (1 << 20), () -> "several frames, not " + stored.length() + " bytes");
        stored.read = 0;
        found.find(7, stored);
        assertTrue(stored.read < StoredFlowsFormat.FRAME_BYTES + StoredFlowsFormat.MAX_BATCH_BYTES && stored.read < stored.length(), () -> stored.read + " bytes read");
        assertTrue(index.size() < 2 * FLOWS, () -> index.size() + " bytes of index");
    }

    @Test
    void everyBatchIsReadAgainInItsOrder() throws IOException {
        store();
        StoredFlowsReader reader = new StoredFlowsReader(new ByteArrayInputStream(flows.toByteArray()));

        int count = 0;
        for (Optional<FlowBatch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
            assertEquals("m", batch.get().getModelDigest());
            count += batch.get().getFlowsCount();
        }

        assertEquals(FLOWS, count);
        assertTrue(new ZstdInputStream(new ByteArrayInputStream(flows.toByteArray())).readAllBytes().length > FLOWS * 64, "any zstd decoder reads it");
    }

    @Test
    void nothingStoredIsNothingFound() throws IOException {
        new StoredFlowsWriter(flows, index).finish();

        assertEquals(Optional.empty(), StoredFlowsIndex.open(new Bytes(index.toByteArray())).find(0, new Bytes(flows.toByteArray())));
        assertEquals(Optional.empty(), new StoredFlowsReader(new ByteArrayInputStream(flows.toByteArray())).next());
    }

    @Test
    void everyPrefixAndEveryDamagedByteOfTheIndexIsRefused() throws IOException {
        StoredFlowsWriter writer = new StoredFlowsWriter(flows, index);
        writer.write(FlowBatch.newBuilder().addFlows(flow(0)).addFlows(flow(300)).build().toByteArray());
        writer.finish();
        Bytes stored = new Bytes(flows.toByteArray());
        byte[] good = index.toByteArray();

        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(IOException.class, () -> StoredFlowsIndex.open(new Bytes(cut)), "prefix of " + length);
        }
        for (int at = 0; at < good.length; at++) {
            byte[] damaged = good.clone();
            damaged[at] ^= 0x41;
            assertThrows(IOException.class, () -> StoredFlowsIndex.open(new Bytes(damaged)).find(300, stored), "byte " + at);
        }
    }
}
