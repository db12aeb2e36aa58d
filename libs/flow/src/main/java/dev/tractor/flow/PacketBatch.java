package dev.tractor.flow;

import dev.tractor.packet.Packet;

/// Packets that were read at once, decoded, with what is computed of each by itself. Filled again and again.
final class PacketBatch {
    /// As many as their flows' records can be fetched ahead for.
    static final int PACKETS = 32;

    final Packet[] packets = Packet.batch(PACKETS);
    /// Of the packets that are IP.
    final FlowKey[] keys = new FlowKey[PACKETS];
    /// Of the packets that are IP, as [Checksums#of].
    final int[] checksums = new int[PACKETS];
    int count;
    /// Memory in which the packets have their places, for those that read it before the next batch.
    byte[] frames;
    /// Of the capture as it is stored, taken so far.
    long bytesRead;

    PacketBatch() {
        for (int i = 0; i < PACKETS; i++) {
            keys[i] = new FlowKey();
        }
    }
}
