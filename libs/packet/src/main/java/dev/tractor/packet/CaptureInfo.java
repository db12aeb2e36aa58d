package dev.tractor.packet;

import java.util.List;

/// What a capture file says of itself.
///
/// @param format `pcap`, `pcap (nanoseconds)`, `pcap (Kuznetzov)`, `pcapng`
/// @param compression `gzip`, `zstd` or empty
/// @param littleEndian byte order of the (first) header
/// @param version `2.4`, `1.0`
/// @param linkTypes LINKTYPE names without the prefix, in the order in which interfaces appear: `ETHERNET`, `RAW`
/// @param snapshotLength of the first interface, bytes; 0 for unlimited
public record CaptureInfo(String format, String compression, boolean littleEndian, String version, List<String> linkTypes, long snapshotLength) {
    public CaptureInfo {
        linkTypes = List.copyOf(linkTypes);
    }
}
