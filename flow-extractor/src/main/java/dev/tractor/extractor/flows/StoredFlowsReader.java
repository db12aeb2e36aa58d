package dev.tractor.extractor.flows;

import com.google.protobuf.CodedInputStream;
import dev.tractor.contracts.v1.FlowBatch;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads what a [StoredFlowsWriter] wrote, holding one batch.
public final class StoredFlowsReader {
    private final InputStream frame;

    /// @param in stays open
    public StoredFlowsReader(InputStream in) {
        frame = new ZstdInputStream(in);
    }

    /// @return empty after the last batch
    /// @throws IOException when these are no stored flows, or not all of them
    public Optional<FlowBatch> next() throws IOException {
        int first = frame.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = CodedInputStream.readRawVarint32(first, frame);
        if (length < 0 || length > BatchCutter.MAX_BYTES) {
            throw new IOException("a batch of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] batch = frame.readNBytes(length);
        if (batch.length < length) {
            throw new EOFException("the last batch breaks off");
        }
        return Optional.of(FlowBatch.parseFrom(batch));
    }
}
