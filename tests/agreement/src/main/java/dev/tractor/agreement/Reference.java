package dev.tractor.agreement;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rows of nDPI's table, at most [#MAX_PER_CAPTURE_AND_LABEL] per capture, label and whether nDPI is certain, in the order of the file.
final class Reference {
    static final int MAX_PER_CAPTURE_AND_LABEL = 20;
    /// As the table has them; others are numbers.
    private static final Map<String, Integer> PROTOCOLS = Map.ofEntries(
            entry("ICMP", 1), entry("IGMP", 2), entry("TCP", 6), entry("UDP", 17), entry("GRE", 47), entry("ESP", 50), entry("AH", 51), entry("ICMPV6", 58),
            entry("OSPF", 89), entry("PIM", 103), entry("VRRP", 112), entry("PGM", 113), entry("SCTP", 132));

    /// @param label master protocol and, behind a dot, the application, where there is one
    /// What nDPI says of a flow that it is certain of.
    private static final String CERTAIN = "DPI";

    /// @param confidence as nDPI puts it
    /// @param conversation with empty addresses where one is misprinted
    record Row(String capture, String label, String confidence, Conversation conversation) {
        boolean isCertain() {
            return confidence.equals(CERTAIN);
        }

        String master() {
            int dot = label.indexOf('.');
            return dot < 0 ? label : label.substring(0, dot);
        }

        /// Null where the reference says no more than the protocol.
        String application() {
            int dot = label.indexOf('.');
            return dot < 0 ? null : label.substring(dot + 1);
        }
    }

    private Reference() {}

    /// 0 or 1, by a hash of the capture's name.
    static int half(String capture) {
        return capture.hashCode() & 1;
    }

    /// @param table a row a flow; the columns are named in its first line
    static List<Row> rows(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        List<String> names = List.of(lines.getFirst().split(","));
        Map<String, Integer> taken = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            String capture = cells[names.indexOf("capture")];
            String label = cells[names.indexOf("label")];
            Row row = new Row(capture, label, cells[names.indexOf("confidence")], conversation(capture, cells, names));
            if (taken.merge(capture + ' ' + label + ' ' + row.isCertain(), 1, Integer::sum) <= MAX_PER_CAPTURE_AND_LABEL) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static Conversation conversation(String capture, String[] cells, List<String> names) {
        String protocol = cells[names.indexOf("l4")];
        int number = PROTOCOLS.containsKey(protocol) ? PROTOCOLS.get(protocol) : Integer.parseInt(protocol);
        int portA = Integer.parseInt(cells[names.indexOf("port_a")]);
        int portB = Integer.parseInt(cells[names.indexOf("port_b")]);
        try {
            return Conversation.of(capture, number, Conversation.address(cells[names.indexOf("ip_a")]), portA, Conversation.address(cells[names.indexOf("ip_b")]), portB);
        } catch (IllegalArgumentException e) {
            return Conversation.ofPorts(capture, number, portA, portB);
        }
    }
}
