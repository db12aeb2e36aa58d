/// The labeller of the service, and the conversion between messages and what it decides from.
package dev.tractor.classifier.labels;
