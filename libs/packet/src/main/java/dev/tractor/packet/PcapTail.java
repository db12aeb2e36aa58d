package dev.tractor.packet;

import java.util.Optional;

/// Finds records in the last bytes of a pcap, where nothing says at which byte one begins: a place is believed when records follow one another from
/// there exactly to the end, and all such places lead into one chain.
final class PcapTail {
    /// Fewer records than these may be frame bytes that look like headers.
    private static final int MIN_CHAIN_RECORDS = 3;

    private final byte[] tail;
    private final PcapFormat.Variant variant;
    private final long maxFrameBytes;
    private final long headNanos;

    PcapTail(byte[] tail, PcapFormat.Variant variant, long maxFrameBytes, long headNanos) {
        this.tail = tail;
        this.variant = variant;
        this.maxFrameBytes = maxFrameBytes;
        this.headNanos = headNanos;
    }

    /// @return time of the latest packet of the longest chain; empty when a second chain does not run into it
    Optional<Long> latest() {
        int bytes = tail.length;
        int[] chain = new int[bytes + 1];
        int begin = -1;
        for (int at = bytes - variant.recordHeaderBytes; at >= 0; at--) {
            int next = next(at);
            if (next == bytes || next > 0 && chain[next] > 0) {
                chain[at] = 1 + chain[next];
                begin = begin < 0 || chain[at] > chain[begin] ? at : begin;
            }
        }
        if (begin < 0 || chain[begin] < MIN_CHAIN_RECORDS) {
            return Optional.empty();
        }
        return rivalled(chain, begin) ? Optional.empty() : Optional.of(walk(begin));
    }

    /// A chain as long as half of the best one that meets it nowhere is a rival.
    private boolean rivalled(int[] chain, int begin) {
        boolean[] meets = new boolean[chain.length];
        for (int at = begin; at < tail.length; at = next(at)) {
            meets[at] = true;
        }
        for (int start = chain.length - 2; start >= 0; start--) {
            if (chain[start] > 0) {
                meets[start] |= meets[next(start)];
                if (2 * chain[start] >= chain[begin] && !meets[start]) {
                    return true;
                }
            }
        }
        return false;
    }

    private long walk(int begin) {
        long latest = Long.MIN_VALUE;
        for (int at = begin; at < tail.length; at = next(at)) {
            latest = Math.max(latest, variant.nanos(tail, at));
        }
        return latest;
    }

    /// @return place behind the record that could begin at `at`, or -1
    private int next(int at) {
        if (at + variant.recordHeaderBytes > tail.length) {
            return -1;
        }
        long captured = Wire.u32(tail, at + 8, variant.littleEndian);
        long original = Wire.u32(tail, at + 12, variant.littleEndian);
        long fraction = Wire.u32(tail, at + 4, variant.littleEndian) * variant.nanosPerTick;
        long end = at + variant.recordHeaderBytes + captured;
        boolean plausible = captured > 0 && captured <= maxFrameBytes && captured <= original && original <= CaptureReader.MAX_RECORD_BYTES
                && fraction < 1_000_000_000L && end <= tail.length && Math.abs(variant.nanos(tail, at) - headNanos) <= RecordFormat.PLAUSIBLE_TAIL_NANOS;
        return plausible ? (int) end : -1;
    }
}
