package dev.tractor.contracts.stored;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import io.airlift.compress.v3.zstd.ZstdCompressor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Keeps the batches of an attempt as they are published, for a later job that labels them again and for whoever asks for one flow: zstd frames of batches, and beside
/// them an index that tells in which frame a flow is (docs/reference/stored-flows.md). Holds one frame. For one thread.
public final class StoredFlowsWriter {
    private static final int FLOWS = WireFormat.WIRETYPE_LENGTH_DELIMITED | FlowBatch.FLOWS_FIELD_NUMBER << 3;
    private static final int ORDINAL = WireFormat.WIRETYPE_VARINT | Flow.ORDINAL_FIELD_NUMBER << 3;

    private final OutputStream out;
    private final FlowIndexWriter index;
    /// Native code where the platform has it.
    private final ZstdCompressor compressor = ZstdCompressor.create();
    private final byte[] frame = new byte[StoredFlowsFormat.FRAME_BYTES + StoredFlowsFormat.MAX_BATCH_BYTES + StoredFlowsFormat.MAX_VARINT_BYTES];
    private final byte[] compressed = new byte[compressor.maxCompressedLength(frame.length)];
    private int frameLength;
    private long[] ordinals = new long[4096];
    private int flows;
    private long position;

    /// @param out receives the flows; stays open
    /// @param index receives the index; stays open
    public StoredFlowsWriter(OutputStream out, OutputStream index) throws IOException {
        this.out = out;
        this.index = new FlowIndexWriter(index);
    }

    /// @param batch an encoded `FlowBatch`
    public void write(byte[] batch) throws IOException {
        CodedOutputStream record = CodedOutputStream.newInstance(frame, frameLength, frame.length - frameLength);
        record.writeUInt32NoTag(batch.length);
        record.writeRawBytes(batch);
        frameLength += record.getTotalBytesWritten();
        addOrdinals(batch);
        if (frameLength >= StoredFlowsFormat.FRAME_BYTES) {
            endFrame();
        }
    }

    /// Writes what is held, or an empty frame when there was nothing, and completes the index.
    public void finish() throws IOException {
        if (frameLength > 0 || position == 0) {
            endFrame();
        }
        index.finish();
    }

    private void endFrame() throws IOException {
        int length = compressor.compress(frame, 0, frameLength, compressed, 0, compressed.length);
        out.write(compressed, 0, length);
        Arrays.sort(ordinals, 0, flows);
        index.frame(position, length, ordinals, flows);
        position += length;
        frameLength = 0;
        flows = 0;
    }

    private void addOrdinals(byte[] batch) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(batch);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != FLOWS) {
                in.skipField(tag);
                continue;
            }
            int end = in.readRawVarint32() + in.getTotalBytesRead();
            if (flows == ordinals.length) {
                ordinals = Arrays.copyOf(ordinals, 2 * flows);
            }
            ordinals[flows++] = ordinal(in, end);
            in.skipRawBytes(end - in.getTotalBytesRead());
        }
    }

    /// It is the first field, and left out when it is 0.
    private static long ordinal(CodedInputStream flow, int end) throws IOException {
        while (flow.getTotalBytesRead() < end) {
            int tag = flow.readTag();
            if (tag == ORDINAL) {
                return flow.readInt64();
            }
            flow.skipField(tag);
        }
        return 0;
    }
}
