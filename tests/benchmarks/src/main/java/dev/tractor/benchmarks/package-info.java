/// Benchmarks of the flow engine in one warm process.
package dev.tractor.benchmarks;
