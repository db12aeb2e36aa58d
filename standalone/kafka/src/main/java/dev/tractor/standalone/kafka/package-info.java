/// A Kafka broker and its controller in one process.
package dev.tractor.standalone.kafka;
