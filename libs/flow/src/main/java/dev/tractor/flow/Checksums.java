package dev.tractor.flow;

import dev.tractor.packet.Packet;
import java.util.zip.CRC32C;

/// Checksums by which [Duplicates] tells payloads apart. One thread.
final class Checksums {
    /// Transport header and payload that are compared; the checksum in it speaks for the rest.
    private static final int COMPARED_BYTES = 40;

    private final CRC32C checksum = new CRC32C();

    /// @return 0 for a packet that [Duplicates] does not judge
    int of(byte[] frames, Packet packet) {
        if (!Duplicates.judges(packet)) {
            return 0;
        }
        // One call of a stub, where reading and mixing numbers costs several times that without the optimising compiler.
        checksum.reset();
        checksum.update(frames, packet.transportStart(), Math.min(packet.transportCaptured(), COMPARED_BYTES));
        return (int) checksum.getValue();
    }
}
