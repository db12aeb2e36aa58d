package dev.tractor.extractor.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.contracts.BatchKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BatchPublisherTest {
    private final MockProducer<String, byte[]> broker = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final BatchPublisher publisher = new BatchPublisher(broker);

    private static CompletableFuture<Void> running(Step step) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                step.run();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private interface Step {
        void run() throws Exception;
    }

    private void publish(int batch) throws InterruptedException {
        publisher.publish(new BatchKey(7, 1, batch), new byte[] {(byte) batch});
    }

    private List<String> keys() {
        return broker.history().stream().map(ProducerRecord::key).toList();
    }

    @Test
    void theEndIsReachedOnlyWhenEveryBatchIsAcknowledged() throws Exception {
        publish(0);
        publish(1);
        CompletableFuture<Void> all = running(publisher::awaitAll);
        broker.completeNext();
        Thread.sleep(50);
        assertFalse(all.isDone());
        broker.completeNext();
        all.get(60, TimeUnit.SECONDS);
        assertEquals(List.of("7/1/0", "7/1/1"), keys());
        assertEquals("flows", broker.history().getFirst().topic());
    }

    @Test
    void onlySoManyAreOnTheirWay() throws Exception {
        for (int batch = 0; batch < BatchPublisher.MAX_IN_FLIGHT; batch++) {
            publish(batch);
        }
        CompletableFuture<Void> next = running(() -> publish(99));
        Thread.sleep(50);
        assertFalse(next.isDone());
        broker.completeNext();
        next.get(60, TimeUnit.SECONDS);
    }

    @Test
    void whatTheBrokerDoesNotTakeIsSentAgain() throws Exception {
        publish(0);
        publish(1);
        broker.errorNext(new TimeoutException("broker away"));
        broker.completeNext();
        CompletableFuture<Void> all = running(publisher::awaitAll);
        while (!broker.completeNext()) {
            assertFalse(all.isDone());
            Thread.sleep(10);
        }
        all.get(60, TimeUnit.SECONDS);
        assertEquals(List.of("7/1/0", "7/1/1", "7/1/0"), keys());
    }

    @Test
    void aBatchThatNeverFitsIsAFault() throws Exception {
        publish(0);
        broker.errorNext(new RecordTooLargeException("600000 bytes"));
        IllegalStateException e = assertThrows(IllegalStateException.class, publisher::awaitAll);
        assertTrue(e.getMessage().contains("600000 bytes"));
    }
}
