/// The Kafka topics and the keys of their records; the messages are generated from events.proto.
package dev.tractor.contracts;
