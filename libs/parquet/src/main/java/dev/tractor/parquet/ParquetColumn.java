package dev.tractor.parquet;

/// A column of the table. Every column may lack values.
public record ParquetColumn(String name, ParquetType type) {}
