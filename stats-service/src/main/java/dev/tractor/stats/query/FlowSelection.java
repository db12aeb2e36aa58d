package dev.tractor.stats.query;

import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/// Which flows of a job a question is about.
public sealed interface FlowSelection {
    record All() implements FlowSelection {}

    record WithLabel(String label) implements FlowSelection {}

    /// Of which the address is client or server.
    record OfHost(IpAddress ip) implements FlowSelection {}

    record OfClient(IpAddress ip) implements FlowSelection {}

    record OfServer(IpAddress ip) implements FlowSelection {}

    /// Their rows in the segment.
    default BitSet of(Segment segment) {
        return switch (this) {
            case All() -> {
                BitSet all = new BitSet(segment.rows());
                all.set(0, segment.rows());
                yield all;
            }
            case WithLabel(String label) -> segment.having(Column.LABEL, label.getBytes(StandardCharsets.UTF_8));
            case OfClient(IpAddress ip) -> segment.having(Column.SRC_IP, ip.bytes());
            case OfServer(IpAddress ip) -> segment.having(Column.DST_IP, ip.bytes());
            case OfHost(IpAddress ip) -> {
                BitSet either = segment.having(Column.SRC_IP, ip.bytes());
                either.or(segment.having(Column.DST_IP, ip.bytes()));
                yield either;
            }
        };
    }
}
