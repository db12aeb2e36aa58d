/// Takes flow batches from Kafka; a batch that cannot be taken goes to the dead letters.
package dev.tractor.classifier.intake;
