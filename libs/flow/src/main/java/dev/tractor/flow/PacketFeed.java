package dev.tractor.flow;

import dev.tractor.packet.CaptureInfo;
import dev.tractor.packet.CaptureLayout;
import java.io.Closeable;
import java.io.IOException;

/// The packets of a capture, decoded, a batch at a time.
sealed interface PacketFeed extends Closeable permits DecodedPackets, PacketsAhead {
    /// @return an empty batch at the end; void at the next call
    /// @throws dev.tractor.packet.CaptureFormatException when it is no capture, or has no readable packet
    PacketBatch next() throws IOException;

    /// Known at the end.
    CaptureInfo info();

    /// Known at the end.
    CaptureLayout layout();
}
