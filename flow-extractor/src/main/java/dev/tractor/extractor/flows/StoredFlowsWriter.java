package dev.tractor.extractor.flows;

import com.google.protobuf.CodedOutputStream;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Keeps the batches of an attempt as they are published, for a later job that labels them again: a zstd frame of batches, each after its length as a varint (docs/reference/stored-flows.md).
public final class StoredFlowsWriter {
    private static final int MAX_VARINT_BYTES = 5;

    private final OutputStream frame;
    private final byte[] length = new byte[MAX_VARINT_BYTES];

    /// @param out stays open
    public StoredFlowsWriter(OutputStream out) throws IOException {
        frame = new ZstdOutputStream(new Open(out));
    }

    /// @param batch an encoded `FlowBatch`
    public void write(byte[] batch) throws IOException {
        CodedOutputStream varint = CodedOutputStream.newInstance(length);
        varint.writeUInt32NoTag(batch.length);
        frame.write(length, 0, varint.getTotalBytesWritten());
        frame.write(batch);
    }

    /// Ends the frame.
    public void finish() throws IOException {
        frame.close();
    }

    /// Keeps the frame's end from being the end of what is below it.
    private static final class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
        }

        @Override
        public void close() {
            // whoever opened it completes it
        }
    }
}
