package dev.tractor.classifier;

import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.Evidence;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.model.ModelFiles;
import dev.tractor.testsupport.http.Json;
import io.quarkus.test.Mock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The service between a channel in memory and Kafka's own in-memory producer, whose acknowledgements the tests give.
@QuarkusTest
@WithTestResource(RegistryServer.class)
class ClassifierTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final FlowBatch BATCH = FlowBatch.newBuilder().setJobId(7).setAttempt(2).setBatch(0)
            .addFlows(Flow.newBuilder()
                    .setProtocol(6).setClientAddress(ByteString.copyFrom(new byte[4])).setServerAddress(ByteString.copyFrom(new byte[4])).setServerPort(443)
                    .addEvidence(Evidence.newBuilder().setKind(2).setValue("web.telegram.org")))
            .build();

    @Inject
    @Connector("smallrye-in-memory")
    InMemoryConnector connector;

    @Inject
    MemoryModelBucket bucket;

    @Inject
    MockProducer<String, byte[]> broker;

    static class InMemoryBroker {
        @Produces
        @Singleton
        MockProducer<String, byte[]> broker() {
            return new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Mock
        @Produces
        @ApplicationScoped
        Producer<String, byte[]> producer(MockProducer<String, byte[]> broker) {
            return broker;
        }
    }

    @BeforeEach
    void forget() {
        broker.clear();
    }

    @Test
    void aBatchIsAcknowledgedWhenTheBrokerHasItsLabels() throws Exception {
        CompletableFuture<Void> acknowledged = send("7/2/0", BATCH.toByteArray());

        await(() -> broker.history().size() == 1);
        assertFalse(acknowledged.isDone());
        assertTrue(broker.completeNext());
        acknowledged.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        ProducerRecord<String, byte[]> record = broker.history().getFirst();
        assertEquals("classified-flows", record.topic());
        assertEquals("7/2/0", record.key());
        ClassifiedBatch batch = ClassifiedBatch.parseFrom(record.value());
        assertEquals("telegram", batch.getFlows(0).getLabel());
        assertEquals("TLS SNI web.telegram.org", batch.getFlows(0).getComment());
    }

    @Test
    void aFailedSendIsTriedAgainAndNothingIsAcknowledgedMeanwhile() throws Exception {
        CompletableFuture<Void> acknowledged = send("7/2/0", BATCH.toByteArray());

        await(() -> broker.history().size() == 1);
        assertTrue(broker.errorNext(new TimeoutException("the broker is away")));
        await(() -> broker.history().size() == 2);
        assertFalse(acknowledged.isDone());
        assertTrue(broker.completeNext());
        acknowledged.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertEquals(broker.history().get(0), broker.history().get(1));
    }

    @Test
    void anUndecodableBatchGoesToTheDeadLettersAndFailsItsJob() throws Exception {
        CompletableFuture<Void> acknowledged = send("7/2/1", new byte[] {8});

        await(broker::completeNext);
        await(broker::completeNext);
        acknowledged.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        ProducerRecord<String, byte[]> letter = broker.history().get(0);
        assertEquals("dead-letters", letter.topic());
        assertEquals("7/2/1", letter.key());
        assertEquals(List.of("flows", "3", "42"), List.of(header(letter, "source-topic"), header(letter, "source-partition"), header(letter, "source-offset")));
        ProducerRecord<String, byte[]> event = broker.history().get(1);
        assertEquals("job-events", event.topic());
        assertEquals("7", event.key());
        JobEvent failed = JobEvent.parseFrom(event.value());
        assertEquals(7, failed.getJobId());
        assertEquals(2, failed.getAttempt());
        assertEquals(header(letter, "reason"), failed.getFailed().getReason());
        assertTrue(failed.getFailed().getReason().startsWith("batch 7/2/1 cannot be labelled: it is no flow batch: "));
    }

    @Test
    void aRecordWithoutJobIsSetAside() throws Exception {
        CompletableFuture<Void> acknowledged = send("nonsense", BATCH.toByteArray());

        await(broker::completeNext);
        acknowledged.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertEquals(1, broker.history().size());
        assertEquals("batch key 'nonsense' is not job/attempt/batch", header(broker.history().getFirst(), "reason"));
    }

    @Test
    void theLabelsAreServedByGroup() {
        Json groups = given().get("/internal/labels").then().statusCode(200).body("group_name", hasItem("peer2peer")).json();
        assertTrue(groups.find("", "group_name", "messaging").getList("labels").contains("telegram"));
        assertEquals(List.of("unknown"), groups.find("", "group_name", "unknown").getList("labels"));
        given().get("/internal/nonsense").then().statusCode(404).body("status", equalTo(404)).body("code", equalTo(404));
    }

    @Test
    void itIsReadyOnceItsModelIsAnnounced() throws Exception {
        await(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void aBatchIsLabelledByTheModelThatItNames() throws Exception {
        ModelFiles files = Variants.named("mine");
        bucket.put(files.digest(), files);
        CompletableFuture<Void> acknowledged = send("7/2/0", BATCH.toBuilder().setModelDigest(files.digest()).build().toByteArray());

        await(broker::completeNext);
        acknowledged.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertEquals(files.digest(), ClassifiedBatch.parseFrom(broker.history().getFirst().value()).getModelDigest());
    }

    @Test
    void aBatchWhoseModelIsGoneFailsItsJob() throws Exception {
        String gone = "9".repeat(64);
        CompletableFuture<Void> acknowledged = send("7/2/0", BATCH.toBuilder().setModelDigest(gone).build().toByteArray());

        await(broker::completeNext);
        await(broker::completeNext);
        acknowledged.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertEquals("batch 7/2/0 cannot be labelled: it names model " + gone + ", which is not in the bucket any more: process the capture again",
                JobEvent.parseFrom(broker.history().get(1).value()).getFailed().getReason());
    }

    private CompletableFuture<Void> send(String key, byte[] value) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        connector.source("flows").send(Message.of(new ConsumerRecord<>("flows", 3, 42, key, value), () -> {
            acknowledged.complete(null);
            return CompletableFuture.completedFuture(null);
        }));
        return acknowledged;
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        Headers headers = record.headers();
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited too long");
            Thread.sleep(5);
        }
    }
}
