package dev.tractor.cli;

import java.util.Locale;

/// How a table of flows is written.
enum TableFormat {
    CSV,
    JSON,
    NDJSON,
    PARQUET;

    RowWriter rows(Destination destination) {
        return switch (this) {
            case CSV -> new CsvRows(destination);
            case JSON -> JsonRows.array(destination);
            case NDJSON -> JsonRows.lines(destination);
            case PARQUET -> new ParquetRows(destination);
        };
    }

    /// As it is written on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
