package dev.tractor.flow;

import dev.tractor.packet.CaptureInfo;
import dev.tractor.packet.CaptureLayout;
import dev.tractor.packet.CaptureReader;
import dev.tractor.packet.Packet;
import dev.tractor.packet.PacketDecoder;
import java.io.IOException;

/// Reads the packets of a capture and decodes them. One thread.
final class DecodedPackets implements PacketFeed {
    private final CaptureReader reader;
    private final PacketDecoder decoder = new PacketDecoder();
    private final Checksums checksums = new Checksums();
    private final PacketBatch batch = new PacketBatch();

    /// @param reader closed with this
    DecodedPackets(CaptureReader reader) {
        this.reader = reader;
    }

    @Override
    public PacketBatch next() throws IOException {
        fill(batch);
        return batch;
    }

    /// As [#next], into that batch.
    void fill(PacketBatch into) throws IOException {
        int count = reader.read(into.packets);
        byte[] frames = reader.memory();
        for (int i = 0; i < count; i++) {
            Packet packet = into.packets[i];
            decoder.decode(frames, packet);
            if (packet.kind() == Packet.Kind.IP) {
                into.keys[i].of(packet);
                into.checksums[i] = checksums.of(frames, packet);
            }
        }
        into.count = count;
        into.frames = frames;
        into.bytesRead = reader.bytesRead();
    }

    @Override
    public CaptureInfo info() {
        return reader.info();
    }

    @Override
    public CaptureLayout layout() {
        return reader.layout();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
