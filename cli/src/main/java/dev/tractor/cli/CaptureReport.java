package dev.tractor.cli;

import dev.tractor.flow.Accounting;
import dev.tractor.flow.Health;
import dev.tractor.flow.MeterResult;
import dev.tractor.packet.CaptureInfo;
import dev.tractor.packet.CaptureLayout;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/// What `tractor info` prints for people.
final class CaptureReport {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private CaptureReport() {}

    static String of(CaptureSource capture, MeterResult result) {
        CaptureInfo info = result.capture();
        String linkTypes = info.linkTypes().stream().map(CaptureReport::linkTypeName).distinct().collect(Collectors.joining(", "));
        String byteOrder = info.littleEndian() ? "little-endian" : "big-endian";
        StringBuilder text = new StringBuilder();
        line(text, capture.name(), "%s (%s) - version %s (%s, capture length %s)", kind(info), byteOrder, info.version(), linkTypes, snapshotLength(info.snapshotLength()));
        line(text, "Format", "%s", info.compression().isEmpty() ? info.format() : info.format() + ", " + info.compression());
        line(text, "Byte order", "%s", byteOrder);
        line(text, "Version", "%s", info.version());
        line(text, info.linkTypes().size() > 1 ? "Link types" : "Link type", "%s", linkTypes);
        line(text, "Snapshot length", "%s", snapshotLength(info.snapshotLength()));
        line(text, "Packets", "%d", result.accounting().packetsRead());
        line(text, "Unique flows", "%d", result.flows());
        line(text, "TCP Packets", "%d", result.tcpPackets());
        line(text, "UDP Packets", "%d", result.udpPackets());
        line(text, "First packet", "%s", instant(result.firstNanos()));
        line(text, "Last packet", "%s", instant(result.lastNanos()));
        line(text, "Duration", "%s s", seconds(result.lastNanos() - result.firstNanos()));
        appendInterfaces(text, info, result.layout());
        appendAccounting(text, result.accounting());
        appendHealth(text, result.health());
        appendWarnings(text, result);
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String format, Object... values) {
        text.append(label).append(": ").append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String kind(CaptureInfo info) {
        return isBlocks(info) ? "pcapng capture file" : "tcpdump capture file";
    }

    private static boolean isBlocks(CaptureInfo info) {
        return info.format().startsWith("pcapng");
    }

    private static String snapshotLength(long bytes) {
        return bytes == 0 ? "unlimited" : Long.toString(bytes);
    }

    /// The common link types as people write them; the others by their LINKTYPE name.
    private static String linkTypeName(String linkType) {
        return switch (linkType) {
            case "ETHERNET" -> "Ethernet";
            case "RAW" -> "Raw IP";
            case "NULL" -> "BSD loopback";
            case "LOOP" -> "OpenBSD loopback";
            case "LINUX_SLL" -> "Linux cooked v1";
            case "LINUX_SLL2" -> "Linux cooked v2";
            case "IEEE802_11" -> "802.11";
            case "IEEE802_11_RADIOTAP" -> "802.11 with radiotap header";
            default -> linkType;
        };
    }

    /// Only a pcapng may have several.
    private static void appendInterfaces(StringBuilder text, CaptureInfo info, CaptureLayout layout) {
        if (!isBlocks(info)) {
            return;
        }
        line(text, "Sections", "%d", layout.sections());
        line(text, "Interfaces", "%d", layout.interfaces());
        text.append("\nInterfaces   section  number         packets  snapshot length  tick      link type\n");
        for (CaptureLayout.Interface one : layout.described()) {
            text.append(String.format(Locale.ROOT, "  %18d %7d %15d %16s  %-8s  %s\n", one.section(), one.number(), one.packets(), snapshotLength(one.snapshotLength()),
                    one.tick() + " s", linkTypeName(one.linkType())));
        }
        if (layout.interfaces() > layout.described().size()) {
            text.append("  … and ").append(layout.interfaces() - layout.described().size()).append(" more\n");
        }
    }

    private static void appendAccounting(StringBuilder text, Accounting sums) {
        text.append("\nAccounting              packets           bytes\n");
        account(text, "read", sums.packetsRead(), sums.bytesRead());
        account(text, "in flows", sums.packetsInFlows(), sums.bytesInFlows());
        account(text, "not IP", sums.packetsNonIp(), sums.bytesNonIp());
        account(text, "malformed", sums.packetsMalformed(), sums.bytesMalformed());
        account(text, "fragments", sums.packetsUnfinishedFragments(), sums.bytesUnfinishedFragments());
        account(text, "filtered", sums.packetsFiltered(), sums.bytesFiltered());
        text.append(sums.closes() ? "  The sums close.\n" : "  THE SUMS DO NOT CLOSE: this is a defect of tractor.\n");
    }

    private static void account(StringBuilder text, String what, long packets, long bytes) {
        text.append(String.format(Locale.ROOT, "  %-13s %15d %15d\n", what, packets, bytes));
    }

    private static void appendHealth(StringBuilder text, Health health) {
        text.append("\nHealth                  packets           flows\n");
        account(text, "snapped", health.packetsSnapped(), health.flowsSnapped());
        account(text, "reordered", health.packetsReordered(), health.flowsReordered());
        account(text, "super-packets", health.packetsSuper(), health.flowsWithSuperPackets());
        account(text, "duplicated", health.packetsDuplicated(), health.flowsDuplicated());
        flows(text, "one-sided", health.flowsOneSided());
        flows(text, "gaps", health.flowsWithGaps());
        flows(text, "evicted", health.flowsEvicted());
        text.append(String.format(Locale.ROOT, "  missing bytes %15d\n  clock jumps   %15d\n", health.bytesMissing(), health.clockJumps()));
    }

    private static void flows(StringBuilder text, String what, long flows) {
        text.append(String.format(Locale.ROOT, "  %-13s %31d\n", what, flows));
    }

    private static void appendWarnings(StringBuilder text, MeterResult result) {
        if (!result.warnings().isEmpty()) {
            text.append("\nWarnings\n");
            result.warnings().forEach(warning -> text.append("  ").append(CaptureSource.describe(warning)).append('\n'));
        }
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND)).toString();
    }

    private static String seconds(long nanos) {
        return new TextBuffer().appendSeconds(nanos).toString();
    }
}
