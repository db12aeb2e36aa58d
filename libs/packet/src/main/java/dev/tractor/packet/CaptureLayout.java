package dev.tractor.packet;

import java.util.List;

/// The parts of a capture as they came. A pcap is one section with one interface.
///
/// @param sections of a pcapng, the first included
/// @param interfaces described in all of them
/// @param described the first of these, at most [#MAX_DESCRIBED], in the order of the capture
public record CaptureLayout(long sections, long interfaces, List<Interface> described) {
    /// More than a person reads, and a bound for what a hostile capture makes us keep.
    public static final int MAX_DESCRIBED = 1_000;

    public CaptureLayout {
        described = List.copyOf(described);
    }

    /// An interface that packets were captured from.
    ///
    /// @param section its place among the sections, from 1
    /// @param number by which the packets of its section name it
    /// @param linkType LINKTYPE name without the prefix
    /// @param snapshotLength bytes, 0 for unlimited
    /// @param tick unit of its times in seconds, as a power: `10^-6`, `2^-10`
    /// @param packets from it
    public record Interface(long section, int number, String linkType, long snapshotLength, String tick, long packets) {}
}
