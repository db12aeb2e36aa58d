package dev.tractor.cli;

import dev.tractor.parquet.ParquetType;
import java.nio.charset.StandardCharsets;

/// A column of a table: a field of a CSV header, a key of a JSON object, a column of a Parquet file.
///
/// @param name a plain identifier that needs no quoting anywhere
/// @param jsonKey `"name":`
/// @param type in Parquet; the text formats need none
record Column(String name, byte[] jsonKey, ParquetType type) {
    static Column text(String name) {
        return of(name, ParquetType.TEXT);
    }

    /// Numbers that fit into 32 bits.
    static Column code(String name) {
        return of(name, ParquetType.INT32);
    }

    static Column count(String name) {
        return of(name, ParquetType.INT64);
    }

    static Column decimal(String name) {
        return of(name, ParquetType.DOUBLE);
    }

    static Column time(String name) {
        return of(name, ParquetType.TIMESTAMP);
    }

    private static Column of(String name, ParquetType type) {
        return new Column(name, ("\"" + name + "\":").getBytes(StandardCharsets.UTF_8), type);
    }
}
