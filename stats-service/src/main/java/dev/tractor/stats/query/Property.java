package dev.tractor.stats.query;

import dev.tractor.query.TransportProtocols;
import dev.tractor.stats.columns.Coded;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.search.GroupField;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/// What flows are counted by.
enum Property {
    /// Each flow once: its application protocol, else its transport.
    PROTOCOLS(GroupField.APPLICATION_PROTOCOL),
    LABELS(GroupField.LABEL),
    GROUPS(GroupField.GROUP),
    TRAFFIC_CLASS(GroupField.TRAFFIC_CLASS),
    CLIENTS(GroupField.SRC_IP),
    SERVERS(GroupField.DST_IP),
    /// The server's; flows of protocols without ports have none.
    PORTS(GroupField.DST_PORT),
    DOMAINS(GroupField.DOMAIN),
    USER_AGENTS(GroupField.USER_AGENT);

    private final GroupField field;

    Property(GroupField field) {
        this.field = field;
    }

    /// @param shared gives the codes
    GroupField.Codes codes(Segment segment, Interner shared) {
        return this == PROTOCOLS ? protocols(segment, shared) : field.codes(segment, shared);
    }

    private static GroupField.Codes protocols(Segment segment, Interner shared) {
        Coded applications = segment.coded(Column.APPLICATION_PROTOCOL);
        Coded transports = segment.coded(Column.PROTOCOL);
        int[] ofApplication = applications.dictionary().codesIn(shared);
        int[] ofTransport = IntStream.range(1, transports.dictionary().codes()).mapToObj(code -> TransportProtocols.name((int) transports.dictionary().number(code)))
                .mapToInt(name -> shared.code(name.getBytes(StandardCharsets.UTF_8))).toArray();
        return row -> applications.code(row) > 0 ? ofApplication[applications.code(row)] : ofTransport[transports.code(row) - 1];
    }

    String text(Dictionary values, int code) {
        return field.text(values, code);
    }
}
