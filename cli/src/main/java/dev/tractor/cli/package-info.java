/// The command line: captures in; facts, flows and labels out, by the libraries alone; and a small client of a running gateway.
package dev.tractor.cli;
