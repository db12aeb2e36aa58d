package dev.tractor.cli;

import dev.tractor.training.CsvTable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A label file: CSV with the column `label` and any of `capture` (its file name), `src_ip`, `src_port`, `dst_ip`, `dst_port` and `protocol`. A row labels the flows that it
/// describes, in either direction; a column that is missing or empty stands for anything. The row that says most wins, the first of equals.
final class FlowLabels {
    private static final String CAPTURE = "capture";
    private static final Pattern DOTTED = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PROTOCOL = 255;

    private final List<Rule> partial = new ArrayList<>();
    private final Map<Key, Rule> exact = new HashMap<>();
    private final Set<Rule> used = new HashSet<>();
    private final int rows;

    /// A flow's key, or what a row says of it: null for anything.
    private record Key(String capture, InetAddress sourceIp, Integer sourcePort, InetAddress destinationIp, Integer destinationPort, Integer protocol) {
        Key reversed() {
            return new Key(capture, destinationIp, destinationPort, sourceIp, sourcePort, protocol);
        }

        int said() {
            return (int) Stream.of(capture, sourceIp, sourcePort, destinationIp, destinationPort, protocol).filter(Objects::nonNull).count();
        }

        boolean isWholeFlow() {
            return sourceIp != null && sourcePort != null && destinationIp != null && destinationPort != null && protocol != null;
        }

        Key ofAnyCapture() {
            return new Key(null, sourceIp, sourcePort, destinationIp, destinationPort, protocol);
        }

        boolean describes(Key flow) {
            return covers(capture, flow.capture) && covers(sourceIp, flow.sourceIp) && covers(sourcePort, flow.sourcePort) && covers(destinationIp, flow.destinationIp)
                    && covers(destinationPort, flow.destinationPort) && covers(protocol, flow.protocol);
        }

        private static boolean covers(Object said, Object actual) {
            return said == null || said.equals(actual);
        }
    }

    private record Rule(Key key, String label, int line) {}

    private FlowLabels(int rows) {
        this.rows = rows;
    }

    /// @param labelColumn name of the column with the labels
    /// @throws dev.tractor.training.TrainingException when it is no label file, with the line
    static FlowLabels of(CsvTable table, String labelColumn) {
        FlowLabels labels = new FlowLabels(table.rows().size());
        int labelCell = table.column(labelColumn);
        for (CsvTable.Row row : table.rows()) {
            String label = row.cells().get(labelCell);
            Key key = key(table, row);
            if (label.isEmpty()) {
                throw table.wrong(row, "column '" + labelColumn + "' is empty: every row needs its label");
            }
            if (key.said() == 0) {
                throw table.wrong(row, "says of which flows it is the label by none of " + List.of(CAPTURE, "src_ip", "src_port", "dst_ip", "dst_port", "protocol"));
            }
            labels.add(new Rule(key, label, row.line()));
        }
        labels.partial.sort(Comparator.comparingInt((Rule rule) -> rule.key().said()).reversed().thenComparingInt(Rule::line));
        return labels;
    }

    private void add(Rule rule) {
        if (rule.key().isWholeFlow()) {
            exact.putIfAbsent(rule.key(), rule);
            exact.putIfAbsent(rule.key().reversed(), rule);
        } else {
            partial.add(rule);
        }
    }

    private static Key key(CsvTable table, CsvTable.Row row) {
        return new Key(
                cell(table, row, CAPTURE), address(table, row, "src_ip"), number(table, row, "src_port", MAX_PORT), address(table, row, "dst_ip"), number(table, row, "dst_port", MAX_PORT),
                number(table, row, "protocol", MAX_PROTOCOL));
    }

    private static String cell(CsvTable table, CsvTable.Row row, String column) {
        String cell = table.hasColumn(column) ? row.cells().get(table.column(column)) : "";
        return cell.isEmpty() ? null : cell;
    }

    private static InetAddress address(CsvTable table, CsvTable.Row row, String column) {
        String cell = cell(table, row, column);
        if (cell == null) {
            return null;
        }
        try {
            // Java takes 10.0.1 for 10.0.0.1.
            if (cell.indexOf(':') >= 0 || DOTTED.matcher(cell).matches()) {
                return InetAddress.ofLiteral(cell);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw table.wrong(row, "column '" + column + "': '" + cell + "' is no IP address");
    }

    private static Integer number(CsvTable table, CsvTable.Row row, String column, int max) {
        String cell = cell(table, row, column);
        if (cell == null) {
            return null;
        }
        if (cell.matches("\\d{1,5}") && Integer.parseInt(cell) <= max) {
            return Integer.valueOf(cell);
        }
        throw table.wrong(row, "column '" + column + "': '" + cell + "' is no number from 0 to " + max);
    }

    /// The flow's label, or null when no row describes it.
    String labelOf(String capture, FlowRow flow) {
        Key key = new Key(capture, address(flow.clientAddress()), flow.clientPort(), address(flow.serverAddress()), flow.serverPort(), flow.protocol());
        Rule rule = exact.get(key);
        if (rule == null) {
            rule = exact.get(key.ofAnyCapture());
        }
        if (rule == null) {
            Key reversed = key.reversed();
            rule = partial.stream().filter(each -> each.key().describes(key) || each.key().describes(reversed)).findFirst().orElse(null);
        }
        if (rule == null) {
            return null;
        }
        used.add(rule);
        return rule.label();
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(Arrays.toString(bytes) + " is no IP address", e);
        }
    }

    /// Rows that have described no flow so far.
    int unusedRows() {
        return rows - used.size();
    }
}
