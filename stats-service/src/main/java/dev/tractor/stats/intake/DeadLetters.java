package dev.tractor.stats.intake;

import dev.tractor.stats.publish.KafkaSender;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/// Puts a message that can never be taken aside, with the reason and where it came from.
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    /// Fits into a record of 1 MiB with its key and headers; what is longer keeps its beginning.
    private static final int MAX_VALUE_BYTES = 1_000_000;

    private final KafkaSender sender;

    DeadLetters(KafkaSender sender) {
        this.sender = sender;
    }

    void send(ConsumerRecord<String, byte[]> record, String reason) {
        LOG.errorf("dead letter from %s partition %d offset %d, key %s: %s", record.topic(), record.partition(), record.offset(), record.key(), reason);
        RecordHeaders headers = new RecordHeaders();
        headers.add("reason", utf8(reason));
        headers.add("source-topic", utf8(record.topic()));
        headers.add("source-partition", utf8(Integer.toString(record.partition())));
        headers.add("source-offset", utf8(Long.toString(record.offset())));
        byte[] value = record.value() == null ? new byte[0] : record.value();
        sender.sendDeadLetter(record.key(), value.length > MAX_VALUE_BYTES ? Arrays.copyOf(value, MAX_VALUE_BYTES) : value, headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
