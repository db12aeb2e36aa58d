package dev.tractor.flow;

import dev.tractor.flow.evidence.Names;
import dev.tractor.packet.BlockSink;
import dev.tractor.packet.CaptureReader;
import dev.tractor.packet.Warnings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Meters the flows of a capture: the one entry to this library.
///
/// The same bytes and options always give the same flows in the same order, whether they come from a file or a stream.
public final class FlowMeter {
    private FlowMeter() {}

    /// Meters a file in constant memory besides its live flows.
    ///
    /// @param packets may be null
    /// @param progress may be null
    /// @throws dev.tractor.packet.CaptureFormatException when it is no capture, or has no readable packet
    /// @throws MeteringStoppedException when `progress` asked for it
    public static MeterResult meter(Path file, MeterOptions options, FlowSink flows, PacketSink packets, Progress progress) throws IOException {
        Warnings warnings = new Warnings();
        Names names = new Names();
        try (Metering metering = new Metering(CaptureReader.open(file, warnings, names::resolved, blocks(packets)), warnings, names, options, flows, packets, progress, true)) {
            return metering.run();
        }
    }

    /// Meters a stream, read to its end in constant memory besides its live flows, and not closed.
    ///
    /// @param packets may be null
    /// @param progress may be null
    /// @throws dev.tractor.packet.CaptureFormatException when it is no capture, or has no readable packet
    /// @throws MeteringStoppedException when `progress` asked for it
    public static MeterResult meter(InputStream in, MeterOptions options, FlowSink flows, PacketSink packets, Progress progress) throws IOException {
        return meter(in, options, flows, packets, progress, true);
    }

    /// @param shortWay whether usual packets may take it, which must not matter
    static MeterResult meter(InputStream in, MeterOptions options, FlowSink flows, PacketSink packets, Progress progress, boolean shortWay) throws IOException {
        Warnings warnings = new Warnings();
        Names names = new Names();
        try (Metering metering = new Metering(CaptureReader.open(in, warnings, names::resolved, blocks(packets)), warnings, names, options, flows, packets, progress, shortWay)) {
            return metering.run();
        }
    }

    private static BlockSink blocks(PacketSink packets) {
        return packets == null ? BlockSink.NONE : packets::block;
    }
}
