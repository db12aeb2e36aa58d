package dev.tractor.parquet;

/// The types of columns that are written, each with its number among Parquet's physical types.
public enum ParquetType {
    INT32(1),
    INT64(2),
    DOUBLE(5),
    /// UTF-8.
    TEXT(6),
    /// Microseconds since the epoch, UTC.
    TIMESTAMP(2);

    final int physical;

    ParquetType(int physical) {
        this.physical = physical;
    }
}
