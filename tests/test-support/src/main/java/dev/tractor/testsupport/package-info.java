/// Captures written packet by packet, so that a test can count what it expects.
package dev.tractor.testsupport;
