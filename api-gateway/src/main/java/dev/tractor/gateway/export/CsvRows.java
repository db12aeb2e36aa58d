package dev.tractor.gateway.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tractor.gateway.flows.FlowItem;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;

/// CSV (RFC 4180) with a header line; what a flow does not have is empty.
final class CsvRows implements FlowRows {
    private static final String END = "\r\n";

    private final OutputStream out;
    private final List<FlowColumn> columns;

    CsvRows(OutputStream out, List<FlowColumn> columns) throws IOException {
        this.out = out;
        this.columns = columns;
        line(columns.stream().map(FlowColumn::name).collect(Collectors.joining(",")));
    }

    @Override
    public void write(FlowItem flow) throws IOException {
        line(columns.stream().map(column -> cell(column.of(flow))).collect(Collectors.joining(",")));
    }

    private void line(String line) throws IOException {
        out.write((line + END).getBytes(UTF_8));
    }

    private static String cell(Object value) {
        return switch (value) {
            case null -> "";
            case String text when text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 -> '"' + text.replace("\"", "\"\"") + '"';
            default -> value.toString();
        };
    }

    @Override
    public void finish() {
        // the last line is complete
    }
}
