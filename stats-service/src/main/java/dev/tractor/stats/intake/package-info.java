/// Takes classified batches and job events from Kafka.
package dev.tractor.stats.intake;
