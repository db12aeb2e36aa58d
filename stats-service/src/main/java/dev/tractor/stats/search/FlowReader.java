package dev.tractor.stats.search;

import dev.tractor.stats.columns.Coded;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.IpAddress;

/// Puts flows of a segment together from their columns.
final class FlowReader {
    private final Numbers ordinals;
    private final Numbers starts;
    private final Numbers durations;
    private final Numbers packetsFwd;
    private final Numbers packetsBwd;
    private final Numbers bytesFwd;
    private final Numbers bytesBwd;
    private final Numbers decidedAfter;
    private final Coded srcIps;
    private final Coded dstIps;
    private final Coded srcPorts;
    private final Coded dstPorts;
    private final Coded protocols;
    private final Coded sessions;
    private final Coded confidences;
    private final Coded classConfidences;
    private final Coded endReasons;
    private final Coded symptoms;
    private final Coded labels;
    private final Coded groups;
    private final Coded methods;
    private final Coded comments;
    private final Coded apps;
    private final Coded classes;
    private final Coded domains;
    private final Coded userAgents;
    private final Coded srcCountries;
    private final Coded dstCountries;

    FlowReader(Segment segment) {
        ordinals = segment.numbers(Column.ORDINAL);
        starts = segment.numbers(Column.START);
        durations = segment.numbers(Column.DURATION);
        packetsFwd = segment.numbers(Column.PACKETS_FWD);
        packetsBwd = segment.packetsBackward();
        bytesFwd = segment.numbers(Column.BYTES_FWD);
        bytesBwd = segment.bytesBackward();
        decidedAfter = segment.numbers(Column.DECIDED_AFTER);
        srcIps = segment.coded(Column.SRC_IP);
        dstIps = segment.coded(Column.DST_IP);
        srcPorts = segment.coded(Column.SRC_PORT);
        dstPorts = segment.coded(Column.DST_PORT);
        protocols = segment.coded(Column.PROTOCOL);
        sessions = segment.coded(Column.SESSION);
        confidences = segment.coded(Column.CONFIDENCE);
        classConfidences = segment.coded(Column.TRAFFIC_CLASS_CONFIDENCE);
        endReasons = segment.coded(Column.END_REASON);
        symptoms = segment.coded(Column.SYMPTOMS);
        labels = segment.coded(Column.LABEL);
        groups = segment.coded(Column.GROUP);
        methods = segment.coded(Column.METHOD);
        comments = segment.coded(Column.COMMENT);
        apps = segment.coded(Column.APPLICATION_PROTOCOL);
        classes = segment.coded(Column.TRAFFIC_CLASS);
        domains = segment.coded(Column.DOMAIN);
        userAgents = segment.coded(Column.USER_AGENT);
        srcCountries = segment.coded(Column.SRC_COUNTRY);
        dstCountries = segment.coded(Column.DST_COUNTRY);
    }

    FoundFlow read(int row) {
        long start = starts.get(row);
        long duration = durations.get(row);
        int session = sessions.code(row);
        int classConfidence = classConfidences.code(row);
        int decided = (int) decidedAfter.get(row);
        return new FoundFlow(
                ordinals.get(row), address(srcIps, row), number(srcPorts, row), address(dstIps, row), number(dstPorts, row), number(protocols, row),
                Times.seconds(start), Times.seconds(start + duration), duration / Times.NANOS_PER_MICRO,
                packetsFwd.get(row), packetsBwd.get(row), bytesFwd.get(row), bytesBwd.get(row), endReasons.text(row), labels.text(row), groups.text(row),
                confidences.dictionary().fraction(confidences.code(row)), methods.text(row), comments.text(row), apps.text(row), classes.text(row),
                classConfidence == 0 ? null : Float.valueOf(classConfidences.dictionary().fraction(classConfidence)), domains.text(row), userAgents.text(row),
                session == 0 ? null : Long.valueOf(sessions.dictionary().number(session)), srcCountries.text(row), dstCountries.text(row), decided == 0 ? null : Integer.valueOf(decided),
                symptoms.text(row));
    }

    /// Writes what [#read] gives, without what is null.
    void write(int row, JsonBytes out) {
        long start = starts.get(row);
        long duration = durations.get(row);
        out.beginObject();
        out.number("flow", ordinals.get(row));
        out.text("src_ip", address(srcIps, row));
        out.number("src_port", number(srcPorts, row));
        out.text("dst_ip", address(dstIps, row));
        out.number("dst_port", number(dstPorts, row));
        out.number("protocol", number(protocols, row));
        out.seconds("time_start", Math.floorDiv(start, Times.NANOS_PER_MICRO));
        out.seconds("time_end", Math.floorDiv(start + duration, Times.NANOS_PER_MICRO));
        out.number("duration_us", duration / Times.NANOS_PER_MICRO);
        out.number("packets_fwd", packetsFwd.get(row));
        out.number("packets_bwd", packetsBwd.get(row));
        out.number("bytes_fwd", bytesFwd.get(row));
        out.number("bytes_bwd", bytesBwd.get(row));
        text("end_reason", endReasons, row, out);
        text("label", labels, row, out);
        text("group", groups, row, out);
        fraction("confidence", confidences, row, out);
        text("method", methods, row, out);
        text("comment", comments, row, out);
        text("app", apps, row, out);
        text("traffic_class", classes, row, out);
        fraction("traffic_class_confidence", classConfidences, row, out);
        text("domain", domains, row, out);
        text("user_agent", userAgents, row, out);
        int session = sessions.code(row);
        if (session != 0) {
            out.number("session", sessions.dictionary().number(session));
        }
        text("src_country", srcCountries, row, out);
        text("dst_country", dstCountries, row, out);
        long decided = decidedAfter.get(row);
        if (decided != 0) {
            out.number("decided_after", decided);
        }
        text("symptoms", symptoms, row, out);
        out.endObject();
    }

    private static void text(String name, Coded texts, int row, JsonBytes out) {
        int code = texts.code(row);
        if (code != 0) {
            texts.dictionary().give(code, (bytes, from, to) -> out.text(name, bytes, from, to));
        }
    }

    private static void fraction(String name, Coded fractions, int row, JsonBytes out) {
        int code = fractions.code(row);
        if (code != 0) {
            out.number(name, fractions.dictionary().fraction(code));
        }
    }

    private static String address(Coded addresses, int row) {
        return IpAddress.of(addresses.dictionary().bytes(addresses.code(row))).shortest();
    }

    private static int number(Coded numbers, int row) {
        return (int) numbers.dictionary().number(numbers.code(row));
    }
}
