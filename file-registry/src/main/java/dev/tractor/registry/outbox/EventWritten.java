package dev.tractor.registry.outbox;

/// Fired in the transaction that writes an event into the outbox.
record EventWritten() {}
