package dev.tractor.contracts.stored;

import com.google.protobuf.CodedInputStream;
import dev.tractor.contracts.stored.StoredFlowsFormat.Frame;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Finds one of the stored flows by reading the index's directory, the lists of the frames that may hold it, and the one frame that does.
///
/// Whatever the bytes, it answers right or throws [IOException]: directory and lists have checksums, and no length is believed beyond the length of the index.
public final class StoredFlowsIndex {
    private final StoredObject index;
    private final List<Frame> frames;

    private StoredFlowsIndex(StoredObject index, List<Frame> frames) {
        this.index = index;
        this.frames = frames;
    }

    /// Reads trailer and directory.
    ///
    /// @throws IOException when it is no index of version 1, or damaged
    public static StoredFlowsIndex open(StoredObject index) throws IOException {
        long length = index.length();
        require(length >= StoredFlowsFormat.HEADER_BYTES + StoredFlowsFormat.TRAILER_BYTES, "no index of stored flows: only " + length + " bytes long");
        ByteBuffer header = ByteBuffer.wrap(index.read(0, StoredFlowsFormat.HEADER_BYTES));
        require(header.getInt() == StoredFlowsFormat.MAGIC, "no index of stored flows: it does not begin with TFIX");
        int version = header.getInt();
        require(version == StoredFlowsFormat.VERSION, "index of stored flows of version " + version + ", only " + StoredFlowsFormat.VERSION + " is known");
        long end = length - StoredFlowsFormat.TRAILER_BYTES;
        ByteBuffer trailer = ByteBuffer.wrap(index.read(end, StoredFlowsFormat.TRAILER_BYTES));
        long position = trailer.getLong();
        int count = trailer.getInt();
        int checksum = trailer.getInt();
        require(trailer.getInt() == StoredFlowsFormat.MAGIC, "index of stored flows without its end");
        require(count >= 0 && count <= Integer.MAX_VALUE / StoredFlowsFormat.ENTRY_BYTES && position >= StoredFlowsFormat.HEADER_BYTES
                && position == end - (long) count * StoredFlowsFormat.ENTRY_BYTES, "damaged index of stored flows: " + count + " frames");
        byte[] directory = index.read(position, count * StoredFlowsFormat.ENTRY_BYTES);
        require(checksum == crc(directory), "damaged index of stored flows: the directory's checksum does not fit");
        return new StoredFlowsIndex(index, entries(ByteBuffer.wrap(directory), count, position));
    }

    /// @param flows that the index belongs to
    /// @throws IOException when one of both is damaged
    public Optional<Flow> find(long ordinal, StoredObject flows) throws IOException {
        for (Frame frame : frames) {
            if (frame.flows() > 0 && frame.smallest() <= ordinal && ordinal <= frame.largest() && holds(frame, ordinal)) {
                return Optional.of(read(flows.read(frame.position(), frame.length()), ordinal));
            }
        }
        return Optional.empty();
    }

    private boolean holds(Frame frame, long ordinal) throws IOException {
        byte[] list = index.read(frame.listPosition(), frame.listLength());
        require(frame.listChecksum() == crc(list), "damaged index of stored flows: the checksum of a frame's ordinals does not fit");
        CodedInputStream varints = CodedInputStream.newInstance(list);
        long at = 0;
        for (int i = 0; i < frame.flows() && at <= ordinal; i++) {
            at += varints.readUInt64();
            if (at == ordinal) {
                return true;
            }
        }
        return false;
    }

    private static Flow read(byte[] frame, long ordinal) throws IOException {
        StoredFlowsReader batches = new StoredFlowsReader(new ByteArrayInputStream(frame));
        try {
            for (Optional<FlowBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                Optional<Flow> found = batch.get().getFlowsList().stream().filter(flow -> flow.getOrdinal() == ordinal).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("damaged stored flows: " + e.getMessage(), e);
        }
        throw new IOException("damaged stored flows: flow " + ordinal + " is not in the frame that the index names");
    }

    private static List<Frame> entries(ByteBuffer directory, int count, long end) throws IOException {
        List<Frame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Frame frame = new Frame(directory.getLong(), directory.getInt(), directory.getInt(), directory.getLong(), directory.getLong(), directory.getLong(), directory.getInt(), directory.getInt());
            require(frame.position() >= 0 && frame.length() >= 0 && frame.flows() >= 0 && frame.listLength() >= 0 && frame.listPosition() >= 0
                    && frame.listPosition() <= end - frame.listLength(), "damaged index of stored flows: directory entry " + i);
            frames.add(frame);
        }
        return frames;
    }

    private static int crc(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    private static void require(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(message);
        }
    }
}
