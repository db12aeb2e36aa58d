package dev.tractor.gateway.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tractor.gateway.flows.FlowItem;
import dev.tractor.parquet.ParquetColumn;
import dev.tractor.parquet.ParquetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// A Parquet file; times are timestamps in UTC.
final class ParquetRows implements FlowRows {
    private static final int MICRO_DIGITS = 6;

    private final ParquetWriter writer;
    private final List<FlowColumn> columns;

    ParquetRows(OutputStream out, List<FlowColumn> columns) {
        this.columns = columns;
        writer = new ParquetWriter((bytes, length) -> write(out, bytes, length), columns.stream().map(column -> new ParquetColumn(column.name(), column.type())).toList(), Map.of());
    }

    private static void write(OutputStream out, byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(FlowItem flow) {
        for (FlowColumn column : columns) add(column.of(flow));
        writer.endRow();
    }

    private void add(Object value) {
        switch (value) {
            case null -> writer.addMissing();
            case String text -> {
                byte[] utf8 = text.getBytes(UTF_8);
                writer.add(utf8, utf8.length);
            }
            case BigDecimal seconds -> writer.add(seconds.movePointRight(MICRO_DIGITS).longValue());
            // its shortest decimal, as JSON and CSV have it, not the float's own 0.30000001192
            case Float fraction -> writer.add(Double.parseDouble(fraction.toString()));
            case Integer number -> writer.add(number.longValue());
            case Long number -> writer.add(number.longValue());
            default -> throw new IllegalStateException("a field of " + value.getClass());
        }
    }

    @Override
    public void finish() {
        writer.finish();
    }
}
