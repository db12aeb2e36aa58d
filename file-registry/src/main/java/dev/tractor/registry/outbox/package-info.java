/// Events that leave in the order of the transactions that cause them, none lost and none before its transaction.
package dev.tractor.registry.outbox;
