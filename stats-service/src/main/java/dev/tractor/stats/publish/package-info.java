/// What this service says to the others over Kafka.
package dev.tractor.stats.publish;
