package dev.tractor.cli;

import java.util.Locale;

/// How a table of flows is written.
enum TableFormat {
    CSV,
    JSON,
    NDJSON,
    PARQUET;

    /// Each makes its own, so that only the one that is used is loaded and the compiler knows whom it calls.
    RowWriter rows(Destination destination) {
        return switch (this) {
            case CSV -> CsvRows.to(destination);
            case JSON -> JsonRows.array(destination);
            case NDJSON -> JsonRows.lines(destination);
            case PARQUET -> ParquetRows.to(destination);
        };
    }

    /// As it is written on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
