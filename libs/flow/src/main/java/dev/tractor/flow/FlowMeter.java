package dev.tractor.flow;

import dev.tractor.flow.evidence.Names;
import dev.tractor.packet.BlockSink;
import dev.tractor.packet.CaptureReader;
import dev.tractor.packet.Warnings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Meters the flows of a capture: the one entry to this library.
///
/// The same bytes and options always give the same flows in the same order, whether they come from a file or a stream.
public final class FlowMeter {
    /// Below it a thread of its own that reads ahead takes longer to start than it saves.
    private static final long LEAST_BYTES_AHEAD = 1 << 20;

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
        PacketFeed feed = isReadAhead(file, options, flows, packets)
                ? new PacketsAhead(own -> CaptureReader.open(file, own), warnings)
                : new DecodedPackets(CaptureReader.open(file, warnings, names::resolved, blocks(packets)));
        try (Metering metering = new Metering(feed, warnings, names, options, flows, packets, progress, true)) {
            return metering.run();
        }
    }

    /// Only where nothing but what is decoded of packets is asked for, neither names nor payloads nor blocks.
    private static boolean isReadAhead(Path file, MeterOptions options, FlowSink flows, PacketSink packets) throws IOException {
        return flows.isAside() && !options.contents() && packets == null && Files.size(file) >= LEAST_BYTES_AHEAD;
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
        try (Metering metering = new Metering(new DecodedPackets(CaptureReader.open(in, warnings, names::resolved, blocks(packets))), warnings, names, options, flows, packets, progress, shortWay)) {
            return metering.run();
        }
    }

    private static BlockSink blocks(PacketSink packets) {
        return packets == null ? BlockSink.NONE : packets::block;
    }
}
