package dev.tractor.flow;

/// Where every packet of a capture went. [#closes()] holds for every capture, else the meter is wrong.
/// Bytes are captured lengths of the packets.
public record Accounting(
        long packetsRead, long packetsInFlows, long packetsNonIp, long packetsMalformed, long packetsUnfinishedFragments, long packetsFiltered,
        long bytesRead, long bytesInFlows, long bytesNonIp, long bytesMalformed, long bytesUnfinishedFragments, long bytesFiltered) {

    /// True when the packets and the bytes add up.
    public boolean closes() {
        return packetsRead == packetsInFlows + packetsNonIp + packetsMalformed + packetsUnfinishedFragments + packetsFiltered
                && bytesRead == bytesInFlows + bytesNonIp + bytesMalformed + bytesUnfinishedFragments + bytesFiltered;
    }
}
