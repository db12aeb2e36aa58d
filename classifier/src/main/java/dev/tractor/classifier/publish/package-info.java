/// Sends records and waits for the broker.
package dev.tractor.classifier.publish;
