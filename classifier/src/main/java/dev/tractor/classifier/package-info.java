/// The service that labels flows: topic `flows` in, topic `classified-flows` out.
package dev.tractor.classifier;
