/// Flows on their way to Kafka: as messages, cut into batches, published.
package dev.tractor.extractor.flows;
