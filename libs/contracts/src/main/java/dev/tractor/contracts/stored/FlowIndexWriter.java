package dev.tractor.contracts.stored;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Writes the index of stored flows, holding [StoredFlowsFormat#ENTRY_BYTES] for each frame.
final class FlowIndexWriter {
    private final OutputStream out;
    private final ByteArrayOutputStream directoryBytes = new ByteArrayOutputStream();
    private final DataOutputStream directory = new DataOutputStream(directoryBytes);
    private final CRC32C checksum = new CRC32C();
    private long position;
    private int frames;

    FlowIndexWriter(OutputStream out) throws IOException {
        this.out = out;
        write(ByteBuffer.allocate(StoredFlowsFormat.HEADER_BYTES).putInt(StoredFlowsFormat.MAGIC).putInt(StoredFlowsFormat.VERSION).array(), StoredFlowsFormat.HEADER_BYTES);
    }

    /// @param ordinals its first `flows` are those of the frame, ascending
    void frame(long framePosition, int frameLength, long[] ordinals, int flows) throws IOException {
        byte[] list = new byte[flows * StoredFlowsFormat.MAX_VARINT_BYTES];
        CodedOutputStream varints = CodedOutputStream.newInstance(list);
        long before = 0;
        for (int i = 0; i < flows; i++) {
            varints.writeUInt64NoTag(ordinals[i] - before);
            before = ordinals[i];
        }
        int listLength = varints.getTotalBytesWritten();
        checksum.reset();
        checksum.update(list, 0, listLength);
        directory.writeLong(framePosition);
        directory.writeInt(frameLength);
        directory.writeInt(flows);
        directory.writeLong(flows == 0 ? 0 : ordinals[0]);
        directory.writeLong(before);
        directory.writeLong(position);
        directory.writeInt(listLength);
        directory.writeInt((int) checksum.getValue());
        write(list, listLength);
        frames++;
    }

    void finish() throws IOException {
        byte[] entries = directoryBytes.toByteArray();
        checksum.reset();
        checksum.update(entries);
        ByteBuffer trailer = ByteBuffer.allocate(StoredFlowsFormat.TRAILER_BYTES).putLong(position).putInt(frames).putInt((int) checksum.getValue()).putInt(StoredFlowsFormat.MAGIC);
        write(entries, entries.length);
        write(trailer.array(), trailer.capacity());
    }

    private void write(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
        position += count;
    }
}
