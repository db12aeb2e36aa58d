package dev.tractor.stats.search;

import dev.tractor.stats.columns.Coded;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.search.JsonBytes.Name;
import java.util.Arrays;

/// Puts flows of a segment together from their columns.
final class FlowReader {
    private static final Name FLOW = new Name("flow");
    private static final Name SRC_IP = new Name("src_ip");
    private static final Name SRC_PORT = new Name("src_port");
    private static final Name DST_IP = new Name("dst_ip");
    private static final Name DST_PORT = new Name("dst_port");
    private static final Name PROTOCOL = new Name("protocol");
    private static final Name TIME_START = new Name("time_start");
    private static final Name TIME_END = new Name("time_end");
    private static final Name DURATION_US = new Name("duration_us");
    private static final Name PACKETS_FWD = new Name("packets_fwd");
    private static final Name PACKETS_BWD = new Name("packets_bwd");
    private static final Name BYTES_FWD = new Name("bytes_fwd");
    private static final Name BYTES_BWD = new Name("bytes_bwd");
    private static final Name END_REASON = new Name("end_reason");
    private static final Name LABEL = new Name("label");
    private static final Name GROUP = new Name("group");
    private static final Name CONFIDENCE = new Name("confidence");
    private static final Name METHOD = new Name("method");
    private static final Name COMMENT = new Name("comment");
    private static final Name APP = new Name("app");
    private static final Name TRAFFIC_CLASS = new Name("traffic_class");
    private static final Name TRAFFIC_CLASS_CONFIDENCE = new Name("traffic_class_confidence");
    private static final Name DOMAIN = new Name("domain");
    private static final Name USER_AGENT = new Name("user_agent");
    private static final Name SESSION = new Name("session");
    private static final Name SRC_COUNTRY = new Name("src_country");
    private static final Name DST_COUNTRY = new Name("dst_country");
    private static final Name DECIDED_AFTER = new Name("decided_after");
    private static final Name SYMPTOMS = new Name("symptoms");

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
        out.number(FLOW, ordinals.get(row));
        address(SRC_IP, srcIps, row, out);
        out.number(SRC_PORT, number(srcPorts, row));
        address(DST_IP, dstIps, row, out);
        out.number(DST_PORT, number(dstPorts, row));
        out.number(PROTOCOL, number(protocols, row));
        out.seconds(TIME_START, Math.floorDiv(start, Times.NANOS_PER_MICRO));
        out.seconds(TIME_END, Math.floorDiv(start + duration, Times.NANOS_PER_MICRO));
        out.number(DURATION_US, duration / Times.NANOS_PER_MICRO);
        out.number(PACKETS_FWD, packetsFwd.get(row));
        out.number(PACKETS_BWD, packetsBwd.get(row));
        out.number(BYTES_FWD, bytesFwd.get(row));
        out.number(BYTES_BWD, bytesBwd.get(row));
        text(END_REASON, endReasons, row, out);
        text(LABEL, labels, row, out);
        text(GROUP, groups, row, out);
        fraction(CONFIDENCE, confidences, row, out);
        text(METHOD, methods, row, out);
        text(COMMENT, comments, row, out);
        text(APP, apps, row, out);
        text(TRAFFIC_CLASS, classes, row, out);
        fraction(TRAFFIC_CLASS_CONFIDENCE, classConfidences, row, out);
        text(DOMAIN, domains, row, out);
        text(USER_AGENT, userAgents, row, out);
        int session = sessions.code(row);
        if (session != 0) {
            out.number(SESSION, sessions.dictionary().number(session));
        }
        text(SRC_COUNTRY, srcCountries, row, out);
        text(DST_COUNTRY, dstCountries, row, out);
        long decided = decidedAfter.get(row);
        if (decided != 0) {
            out.number(DECIDED_AFTER, decided);
        }
        text(SYMPTOMS, symptoms, row, out);
        out.endObject();
    }

    private static void text(Name name, Coded texts, int row, JsonBytes out) {
        int code = texts.code(row);
        if (code != 0) {
            texts.dictionary().give(code, (bytes, from, to) -> out.text(name, bytes, from, to));
        }
    }

    private static void fraction(Name name, Coded fractions, int row, JsonBytes out) {
        int code = fractions.code(row);
        if (code != 0) {
            out.number(name, fractions.dictionary().fraction(code));
        }
    }

    private static void address(Name name, Coded addresses, int row, JsonBytes out) {
        addresses.dictionary().give(addresses.code(row), (bytes, from, to) -> {
            if (to - from == Integer.BYTES) {
                out.dotted(name, bytes, from);
            } else {
                out.text(name, IpAddress.of(Arrays.copyOfRange(bytes, from, to)).shortest());
            }
        });
    }

    private static String address(Coded addresses, int row) {
        return IpAddress.of(addresses.dictionary().bytes(addresses.code(row))).shortest();
    }

    private static int number(Coded numbers, int row) {
        return (int) numbers.dictionary().number(numbers.code(row));
    }
}
