/// Writes flat tables as Parquet files (parquet.apache.org/docs/file-format), in one pass and in bounded memory.
package dev.tractor.parquet;
