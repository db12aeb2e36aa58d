package dev.tractor.contracts.stored;

import com.google.protobuf.CodedInputStream;
import dev.tractor.contracts.v1.FlowBatch;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads what a [StoredFlowsWriter] wrote, from the first batch to the last or one frame of it, holding one batch.
public final class StoredFlowsReader {
    private final InputStream frames;

    /// @param in stays open
    public StoredFlowsReader(InputStream in) {
        frames = new ZstdInputStream(in);
    }

    /// @return empty after the last batch
    /// @throws IOException when these are no stored flows, or not all of them
    public Optional<FlowBatch> next() throws IOException {
        int first = frames.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = CodedInputStream.readRawVarint32(first, frames);
        if (length < 0 || length > StoredFlowsFormat.MAX_BATCH_BYTES) {
            throw new IOException("a batch of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] batch = frames.readNBytes(length);
        if (batch.length < length) {
            throw new EOFException("the last batch breaks off");
        }
        return Optional.of(FlowBatch.parseFrom(batch));
    }
}
