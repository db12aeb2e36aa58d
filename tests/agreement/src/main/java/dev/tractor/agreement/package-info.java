/// Compares TrActor's labels with those that nDPI printed for the same captures.
package dev.tractor.agreement;
