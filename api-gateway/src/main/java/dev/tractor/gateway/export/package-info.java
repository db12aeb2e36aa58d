/// The flows that a query finds as a whole: CSV, JSON, NDJSON and Parquet, written while they are found.
package dev.tractor.gateway.export;
