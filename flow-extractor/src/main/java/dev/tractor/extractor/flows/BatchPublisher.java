package dev.tractor.extractor.flows;

import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.Topic;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jboss.logging.Logger;

/// Publishes the batches of one job and knows when the broker has them all. What the broker does not take now is sent again until it does: a batch
/// that arrives twice is known by its key. For one thread.
public final class BatchPublisher {
    /// With batches of 256 KiB, 4 MiB of a job are on their way at once.
    static final int MAX_IN_FLIGHT = 16;
    private static final long LOOK_AFTER_MILLIS = 200;
    private static final long RESEND_PAUSE_MILLIS = 1_000;
    private static final Logger LOG = Logger.getLogger(BatchPublisher.class);

    private final Producer<String, byte[]> producer;
    private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
    private final Queue<ProducerRecord<String, byte[]>> refused = new ConcurrentLinkedQueue<>();
    private volatile Exception fault;

    public BatchPublisher(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /// Sends a batch, after waiting for room.
    ///
    /// @throws IllegalStateException when a batch breaks a rule of the topic
    public void publish(BatchKey key, byte[] batch) throws InterruptedException {
        awaitRoom(1);
        send(new ProducerRecord<>(Topic.FLOWS.topicName(), key.encode(), batch));
    }

    /// Waits until every batch is acknowledged.
    ///
    /// @throws IllegalStateException when a batch breaks a rule of the topic
    public void awaitAll() throws InterruptedException {
        awaitRoom(MAX_IN_FLIGHT);
        room.release(MAX_IN_FLIGHT);
    }

    private void awaitRoom(int permits) throws InterruptedException {
        while (!room.tryAcquire(permits, LOOK_AFTER_MILLIS, TimeUnit.MILLISECONDS)) {
            requireNoFault();
            resend();
        }
        requireNoFault();
    }

    private void resend() throws InterruptedException {
        if (refused.isEmpty()) {
            return;
        }
        Thread.sleep(RESEND_PAUSE_MILLIS);
        for (int left = refused.size(); left > 0; left--) {
            send(refused.remove());
        }
    }

    private void send(ProducerRecord<String, byte[]> record) {
        producer.send(record, (metadata, failure) -> acknowledged(record, failure));
    }

    private void acknowledged(ProducerRecord<String, byte[]> record, Exception failure) {
        switch (failure) {
            case null -> room.release();
            case RecordTooLargeException e -> fault = e;
            case SerializationException e -> fault = e;
            case InvalidConfigurationException e -> fault = e;
            default -> {
                LOG.warnf("batch %s is sent again: %s", record.key(), failure);
                refused.add(record);
            }
        }
    }

    private void requireNoFault() {
        Exception found = fault;
        if (found != null) {
            throw new IllegalStateException("the broker refuses a batch: " + found.getMessage(), found);
        }
    }
}
