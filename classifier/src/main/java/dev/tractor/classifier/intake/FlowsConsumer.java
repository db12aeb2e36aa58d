package dev.tractor.classifier.intake;

import dev.tractor.classifier.labels.BatchClassifier;
import dev.tractor.classifier.labels.RuleBrokenException;
import dev.tractor.classifier.publish.RecordSender;
import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.v1.ClassifiedBatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Reads topic `flows`. A record is acknowledged when the broker has its labelled batch, or its dead letter and its job's failure; after
/// a kill it is read again, and the store passes over the second copy.
@ApplicationScoped
class FlowsConsumer {
    private static final Logger LOG = Logger.getLogger(FlowsConsumer.class);

    private final BatchClassifier classifier;
    private final RecordSender sender;
    private final MeterRegistry meters;

    FlowsConsumer(BatchClassifier classifier, RecordSender sender, MeterRegistry meters) {
        this.classifier = classifier;
        this.sender = sender;
        this.meters = meters;
    }

    @Incoming("flows")
    @Blocking
    void consume(ConsumerRecord<String, byte[]> record) {
        BatchKey key;
        try {
            key = BatchKey.decode(record.key());
        } catch (IllegalArgumentException e) {
            setAside(record, e.getMessage());
            return;
        }
        try {
            ClassifiedBatch batch = classifier.classify(key, record.value());
            sender.send(key, batch);
            meters.counter("tractor.flows.classified").increment(batch.getFlowsCount());
        } catch (RuleBrokenException e) {
            String reason = "batch " + record.key() + " cannot be labelled: it " + e.getMessage();
            setAside(record, reason);
            sender.sendFailed(key, reason);
        }
    }

    private void setAside(ConsumerRecord<String, byte[]> record, String reason) {
        LOG.errorf("dead letter from %s partition %d offset %d: %s", record.topic(), record.partition(), record.offset(), reason);
        sender.sendDeadLetter(record, reason);
        meters.counter("tractor.dead.letters").increment();
    }
}
