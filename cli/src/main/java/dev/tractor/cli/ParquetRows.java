package dev.tractor.cli;

import dev.tractor.parquet.ParquetColumn;
import dev.tractor.parquet.ParquetWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A Parquet file. Every field must be one of the header's columns, in their order.
final class ParquetRows extends RowWriter {
    private static final long NANOS_PER_MICRO = 1_000;

    private final Destination destination;
    private final TextBuffer address = new TextBuffer();
    private ParquetWriter writer;

    private ParquetRows(Destination destination) {
        this.destination = destination;
    }

    static RowWriter to(Destination destination) {
        return new ParquetRows(destination);
    }

    @Override
    void header(List<Column> columns) {
        writer = new ParquetWriter(destination::write, columns.stream().map(column -> new ParquetColumn(column.name(), column.type())).toList(), Map.of());
    }

    @Override
    RowWriter text(Column column, String value) {
        if (value.isEmpty()) {
            writer.addMissing();
        } else {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            writer.add(utf8, utf8.length);
        }
        return this;
    }

    @Override
    RowWriter address(Column column, byte[] value) {
        address.clear();
        address.appendAddress(value);
        writer.add(address.bytes(), address.length());
        return this;
    }

    @Override
    RowWriter number(Column column, long value) {
        writer.add(value);
        return this;
    }

    @Override
    RowWriter decimal(Column column, double value) {
        if (Double.isFinite(value)) {
            writer.add(value);
        } else {
            writer.addMissing();
        }
        return this;
    }

    @Override
    RowWriter seconds(Column column, long nanos) {
        writer.add(Math.floorDiv(nanos, NANOS_PER_MICRO));
        return this;
    }

    @Override
    RowWriter beginGroup(Column group) {
        return this;
    }

    @Override
    RowWriter endGroup() {
        return this;
    }

    @Override
    void endRow() {
        writer.endRow();
    }

    @Override
    void finish() {
        writer.finish();
    }

    @Override
    boolean hasDetails() {
        return true;
    }
}
