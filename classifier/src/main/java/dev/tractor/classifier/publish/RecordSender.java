package dev.tractor.classifier.publish;

import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.Topic;
import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.Failed;
import dev.tractor.contracts.v1.JobEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/// Sends records and returns when the broker has them. While it is away, tries again for ever.
@ApplicationScoped
public class RecordSender {
    private static final Logger LOG = Logger.getLogger(RecordSender.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /// Fits into a record of 1 MiB with key and headers; of a longer value the dead letter keeps the beginning.
    private static final int MAX_DEAD_LETTER_BYTES = 1_000_000;

    private final Producer<String, byte[]> producer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicInteger failing = new AtomicInteger();

    RecordSender(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    /// Whether a record has failed and not been sent since.
    public boolean isFailing() {
        return failing.get() > 0;
    }

    public void send(BatchKey key, ClassifiedBatch batch) {
        send(new ProducerRecord<>(Topic.CLASSIFIED_FLOWS.topicName(), key.encode(), batch.toByteArray()));
    }

    public void sendFailed(BatchKey key, String reason) {
        JobEvent event = JobEvent.newBuilder().setJobId(key.jobId()).setAttempt(key.attempt()).setFailed(Failed.newBuilder().setReason(reason)).build();
        send(new ProducerRecord<>(Topic.JOB_EVENTS.topicName(), Long.toString(key.jobId()), event.toByteArray()));
    }

    /// Puts a record aside, with the reason and where it came from.
    public void sendDeadLetter(ConsumerRecord<String, byte[]> source, String reason) {
        byte[] value = source.value() == null ? new byte[0] : source.value();
        byte[] kept = value.length > MAX_DEAD_LETTER_BYTES ? Arrays.copyOf(value, MAX_DEAD_LETTER_BYTES) : value;
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), source.key(), kept);
        letter.headers()
                .add("reason", utf8(reason))
                .add("source-topic", utf8(source.topic()))
                .add("source-partition", utf8(Integer.toString(source.partition())))
                .add("source-offset", utf8(Long.toString(source.offset())));
        send(letter);
    }

    /// @throws IllegalStateException when the service stops first
    private void send(ProducerRecord<String, byte[]> record) {
        if (!isSent(record, FIRST_PAUSE)) {
            failing.incrementAndGet();
            try {
                Duration pause = FIRST_PAUSE;
                do {
                    await(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                } while (!isSent(record, pause));
            } finally {
                failing.decrementAndGet();
            }
        }
    }

    private boolean isSent(ProducerRecord<String, byte[]> record, Duration pause) {
        try {
            producer.send(record).get();
            return true;
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            LOG.warnf("record %s of %s was not sent, again in %d ms: %s", record.key(), record.topic(), pause.toMillis(), cause);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        }
    }

    private void await(Duration pause) {
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the service stops; the batch is left to the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
