package dev.tractor.stats.intake;

import static dev.tractor.stats.Samples.CATALOGUE;
import static dev.tractor.stats.Samples.MODEL;
import static dev.tractor.stats.Samples.batch;
import static dev.tractor.stats.Samples.emptyBatch;
import static dev.tractor.stats.Samples.ended;
import static dev.tractor.stats.Samples.extracted;
import static dev.tractor.stats.Samples.flow;
import static dev.tractor.stats.Samples.newJobId;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Completed;
import dev.tractor.contracts.v1.Failed;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.contracts.v1.Session;
import dev.tractor.contracts.v1.SessionLink;
import dev.tractor.contracts.v1.Stored;
import dev.tractor.contracts.v1.Vector;
import dev.tractor.query.Query;
import dev.tractor.stats.Pipeline;
import dev.tractor.stats.PostgresResource;
import dev.tractor.stats.completion.Completion;
import dev.tractor.stats.completion.CompletionTimer;
import dev.tractor.stats.geo.GeoDatabase;
import dev.tractor.stats.publish.OutboxRelay;
import dev.tractor.stats.publish.ProgressReporter;
import dev.tractor.stats.query.CompleteJobs;
import dev.tractor.stats.search.FlowRequest;
import dev.tractor.stats.search.FlowSearch;
import dev.tractor.stats.search.FlowSort;
import dev.tractor.stats.search.FoundFlow;
import dev.tractor.stats.store.BatchPart;
import dev.tractor.stats.store.BatchStore;
import dev.tractor.stats.store.IncomingBatch;
import dev.tractor.stats.store.JobLedger;
import dev.tractor.stats.store.TableSweeper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IntakeTest {
    @Inject Pipeline pipeline;
    @Inject BatchIntake intake;
    @Inject BatchStore store;
    @Inject JobLedger ledger;
    @Inject Completion completion;
    @Inject CompletionTimer completionTimer;
    @Inject OutboxRelay relay;
    @Inject GeoDatabase geo;
    @Inject CompleteJobs jobs;
    @Inject ProgressReporter progress;
    @Inject TableSweeper sweeper;

    private final long job = newJobId();

    @Test
    void batchesInAnyOrderAndTwiceAreStoredOnce() throws Exception {
        pipeline.send(batch(job, 1, 2, 200, 249));
        pipeline.send(batch(job, 1, 0, 0, 99));
        pipeline.send(batch(job, 1, 2, 200, 249));
        pipeline.send(extracted(job, 1, 3, 250));
        assertEquals(List.of(), pipeline.events(job), "one batch is missing");

        pipeline.send(batch(job, 1, 1, 100, 199));
        pipeline.send(batch(job, 1, 1, 100, 199));
        pipeline.send(extracted(job, 1, 3, 250));

        assertEquals(250, pipeline.flows(job));
        assertEquals(List.of(completed(1, 250)), pipeline.events(job));
    }

    @Test
    void extractedBeforeTheFirstBatchIsKept() throws Exception {
        pipeline.send(extracted(job, 1, 1, 10));
        pipeline.send(batch(job, 1, 0, 0, 9));

        assertEquals(List.of(completed(1, 10)), pipeline.events(job));
    }

    @Test
    void captureWithoutFlowsIsCompleteAtOnce() throws Exception {
        pipeline.send(extracted(job, 1, 0, 0));

        assertEquals(List.of(completed(1, 0, "", "")), pipeline.events(job));
    }

    @Test
    void newerAttemptReplacesAllOfTheOlderAndOlderIsPassedOver() throws Exception {
        pipeline.send(batch(job, 1, 0, 0, 99));
        pipeline.send(extracted(job, 1, 2, 150));

        pipeline.send(batch(job, 2, 0, 0, 39));
        pipeline.send(batch(job, 1, 1, 100, 149));
        pipeline.send(extracted(job, 1, 2, 150));
        assertEquals(40, pipeline.flows(job));

        pipeline.send(extracted(job, 2, 1, 40));
        assertEquals(List.of(completed(2, 40)), pipeline.events(job));
    }

    @Test
    void newerAttemptOfACompleteJobStartsAnew() throws Exception {
        pipeline.send(batch(job, 1, 0, 0, 9));
        pipeline.send(extracted(job, 1, 1, 10));

        pipeline.send(extracted(job, 3, 1, 5));
        assertEquals(0, pipeline.flows(job));
        assertEquals(0, pipeline.count("SELECT count(*) FROM aggregate WHERE job_id = ?", job));
        pipeline.send(batch(job, 3, 0, 0, 4));

        assertEquals(List.of(completed(1, 10), completed(3, 5)), pipeline.events(job));
    }

    @Test
    void sumsThatDoNotCloseFailTheJobWithTheFigures() throws Exception {
        pipeline.send(batch(job, 1, 0, 0, 9));
        pipeline.send(extracted(job, 1, 1, 10, 51));

        assertEquals(List.of(failed(1, "the sums of the job do not close: 1 batches with 10 flows of 51 packets were extracted, "
                + "1 batches with 10 flows of 50 packets are stored: process it again")), pipeline.events(job));
    }

    @Test
    void batchOfAnotherLabellerFailsTheJobOnceAndANewerAttemptMaySucceed() throws Exception {
        pipeline.send(batch(job, 1, 0, 0, 9));
        ClassifiedBatch other = batch(job, 1, 1, 10, 19).toBuilder().setLabellerDigest("bb22").build();
        pipeline.send(other);
        pipeline.send(other);
        assertEquals(List.of(failed(1, "two versions of the labeller met in one job: process it again")), pipeline.events(job));
        assertEquals(10, pipeline.flows(job));

        pipeline.send(other.toBuilder().setAttempt(2).setBatch(0).build());
        pipeline.send(extracted(job, 2, 1, 10));
        assertEquals(completed(2, 10), pipeline.events(job).getLast());
    }

    @Test
    void endedJobIsSweptAndTakesNothingMore() throws Exception {
        pipeline.send(batch(job, 1, 0, 0, 99));
        pipeline.send(extracted(job, 1, 1, 100));
        pipeline.send(ended(job, 1));
        pipeline.send(batch(job, 2, 0, 0, 9));
        sweeper.sweep();
        pipeline.send(batch(job, 3, 0, 0, 9));
        pipeline.send(extracted(job, 3, 1, 10));

        assertEquals(List.of(), pipeline.tables(job));
        for (String table : List.of("batch", "aggregate", "overview")) {
            assertEquals(0, pipeline.count("SELECT count(*) FROM " + table + " WHERE job_id = ?", job), table);
        }
        assertEquals(List.of(completed(1, 100)), pipeline.events(job));
    }

    @Test
    void sessionsAreStoredLabelledByTheirFlowsAndGoWithTheirJob() throws Exception {
        ClassifiedBatch.Builder batch = emptyBatch(job, 1, 0);
        List<String> labels = List.of("ftp", "ftp-data", "tls", "tls");
        List<Float> confidences = List.of(0.9f, 1f, 0.4f, 0.4f);
        for (int i = 0; i < labels.size(); i++) {
            batch.addFlows(flow(i).toBuilder().setLabel(labels.get(i)).setLabelGroup("group-of-" + labels.get(i)).setConfidence(confidences.get(i)));
        }
        SessionLink link = SessionLink.newBuilder().setFrom(0).setTo(1).setKind(1).setEvidence("PASV 192.0.2.1:50000").build();
        Session session = Session.newBuilder().addAllFlows(List.of(0L, 1L, 2L, 3L)).addLinks(link).setClientAddress(ByteString.copyFrom(new byte[] {10, 0, 0, 1}))
                .setStartNanos(1_000).setDurationNanos(500).setPacketsForward(12).setPacketsBackward(8).setBytesForward(1_200).setBytesBackward(800)
                .setVector(Vector.newBuilder().setProfile("tractor-session-1").addValues(4).addValues(Float.NaN)).build();
        pipeline.send(batch.addSessions(session).build());
        pipeline.send(extracted(job, 1, 1, 4));

        assertEquals(1, pipeline.count("""
                SELECT count(*) FROM session_%d WHERE ? > 0 AND session = 0 AND client_ip = '10.0.0.1' AND start_nanos = 1000 AND end_nanos = 1500 AND flows = 4 AND packets_forward = 12
                AND packets_backward = 8 AND bytes_forward = 1200 AND bytes_backward = 800 AND features = '{4,NaN}' AND label = 'ftp' AND label_group = 'group-of-ftp'
                AND abs(confidence - 0.9 * 0.9 / 1.7) < 1e-6""".formatted(job), job));
        assertEquals(List.of(0L, 0L, 0L, 0L), FlowSearch.find(jobs.complete(job), new FlowRequest(new Query.Everything(), FlowSort.FLOW, false, 10, null)).flows().stream().map(FoundFlow::session).toList());
        assertEquals(1, pipeline.count("SELECT count(*) FROM session_link_" + job + " WHERE ? > 0 AND session = 0 AND from_ordinal = 0 AND to_ordinal = 1 AND kind = 1 AND evidence = 'PASV 192.0.2.1:50000'", job));

        pipeline.send(ended(job, 1));
        sweeper.sweep();
        assertEquals(List.of(), pipeline.tables(job));
    }

    @Test
    void flowsAndSessionsOfSeveralSegmentsComeInAnyOrder() throws Exception {
        long last = 2 * BatchPart.FLOWS;
        Session session = Session.newBuilder().addAllFlows(List.of(1L, BatchPart.FLOWS - 1L, last, last + 7)).setClientAddress(ByteString.copyFrom(new byte[] {10, 0, 0, 1})).build();
        pipeline.send(emptyBatch(job, 1, 2).addFlows(flow(last).toBuilder().setLabel("tls").setLabelGroup("web")).addFlows(flow(0)).addSessions(session).build());
        pipeline.send(emptyBatch(job, 1, 1).addFlows(flow(BatchPart.FLOWS)).addFlows(flow(BatchPart.FLOWS - 1).toBuilder().setComment("a\u0000b")).build());
        pipeline.send(batch(job, 1, 0, 1, 2));
        pipeline.send(extracted(job, 1, 3, 6));

        assertEquals(List.of(completed(1, 6)), pipeline.events(job));
        List<FoundFlow> flows = FlowSearch.find(jobs.complete(job), new FlowRequest(new Query.Everything(), FlowSort.FLOW, false, 10, null)).flows();
        assertEquals(List.of(0L, 1L, 2L, BatchPart.FLOWS - 1L, (long) BatchPart.FLOWS, last), flows.stream().map(FoundFlow::flow).toList());
        assertEquals(Arrays.asList(null, 1L, null, 1L, null, 1L), flows.stream().map(FoundFlow::session).toList());
        assertEquals("a\uFFFDb", flows.get(3).comment());
        assertEquals(1, pipeline.count("SELECT count(*) FROM session_%d WHERE ? > 0 AND session = 1 AND flows = 4 AND label = 'tls' AND label_group = 'web'".formatted(job), job));
    }

    @Test
    void flowsThatAreMissingFailTheJob() throws Exception {
        pipeline.send(batch(job, 1, 0, 0, 9));
        pipeline.execute("DELETE FROM batch_part_" + job);
        pipeline.send(batch(job, 1, 1, 10, 12));
        pipeline.send(extracted(job, 1, 2, 13));

        assertEquals("its flows contradict each other: 3 of 13 are there: process it again", pipeline.events(job).getFirst().getFailed().getReason());
    }

    @Test
    void flowOfTwoSessionsFailsTheJob() throws Exception {
        Session.Builder session = Session.newBuilder().setClientAddress(ByteString.copyFrom(new byte[] {10, 0, 0, 1}));
        pipeline.send(batch(job, 1, 0, 0, 9).toBuilder().addSessions(session.clone().addFlows(1).addFlows(2)).addSessions(session.clone().addFlows(0).addFlows(2)).build());
        pipeline.send(extracted(job, 1, 1, 10));

        assertEquals("its flows contradict each other: flow 2 has sessions 1 and 0: process it again", pipeline.events(job).getFirst().getFailed().getReason());
    }

    @Test
    void jobThatEndsBeforeItsFirstBatchTakesNone() throws Exception {
        pipeline.send(ended(job, 1));
        pipeline.send(batch(job, 1, 0, 0, 9));

        assertEquals(0, pipeline.flows(job));
    }

    @Test
    void eventThatAKilledProcessLeftInTheOutboxIsPublishedAfterwards() throws Exception {
        ledger.open(incoming(batch(job, 1, 0, 0, 9)));
        store.store(incoming(batch(job, 1, 0, 0, 9)));
        ledger.extracted(job, 1, extracted(job, 1, 1, 10).getExtracted());
        assertTrue(completion.evaluate(job));
        assertEquals(List.of(), pipeline.published(job), "killed before the relay ran");

        relay.publish();
        relay.publish();

        assertEquals(List.of(completed(1, 10)), pipeline.published(job));
    }

    @Test
    void jobWhoseWriterWasKilledBeforeAskingIsCompletedByTheTimer() throws Exception {
        ledger.open(incoming(batch(job, 1, 0, 0, 9)));
        ledger.extracted(job, 1, extracted(job, 1, 1, 10).getExtracted());
        store.store(incoming(batch(job, 1, 0, 0, 9)));

        completionTimer.evaluateUndecided();

        assertEquals(List.of(completed(1, 10)), pipeline.events(job));
    }

    @Test
    void manyWritersOfOneJobCompleteItOnce() throws Exception {
        pipeline.send(extracted(job, 1, 40, 4_000));
        List<Callable<BatchStore.Outcome>> writers = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            IncomingBatch batch = incoming(batch(job, 1, number, number * 100L, number * 100L + 99));
            writers.add(() -> intake.take(batch));
            writers.add(() -> intake.take(batch));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<BatchStore.Outcome> outcome : threads.invokeAll(writers)) {
                outcome.get();
            }
        }

        assertEquals(4_000, pipeline.flows(job));
        assertEquals(List.of(completed(1, 4_000)), pipeline.events(job));
    }

    @Test
    void progressIsReportedWhenItChanges() throws Exception {
        pipeline.send(batch(job, 1, 0, 0, 9));
        progress.report();
        progress.report();
        pipeline.send(batch(job, 1, 1, 10, 14));
        progress.report();

        assertEquals(List.of(stored(1, 10), stored(2, 15)), pipeline.events(job));
    }

    @Test
    void undecodableBatchGoesToTheDeadLettersAndFailsTheJobOfItsKey() throws Exception {
        byte[] noise = "no protobuf".getBytes(StandardCharsets.UTF_8);
        String key = new BatchKey(job, 1, 0).encode();

        pipeline.sendBatch(key, noise);

        Message<byte[]> letter = pipeline.deadLetters(key).getFirst();
        assertArrayEquals(noise, letter.getPayload());
        assertEquals("classified-flows", header(letter, "source-topic"));
        assertEquals("2", header(letter, "source-partition"));
        assertEquals("17", header(letter, "source-offset"));
        JobEvent event = pipeline.events(job).getFirst();
        assertEquals(header(letter, "reason"), event.getFailed().getReason());
        assertTrue(event.getFailed().getReason().startsWith("batch " + key + " cannot be stored: not a classified batch: "), event::toString);
    }

    @Test
    void brokenRulesFailTheJobWithTheFieldThatBreaksThem() throws Exception {
        assertRefused("the batch says that it is " + job + "/1/7", batch(job, 1, 7, 0, 0));
        assertRefused("flow 0: client_address of 5 bytes", withFlow(flow(0).toBuilder().setClientAddress(ByteString.copyFrom(new byte[5])).build()));
        assertRefused("flow 0: server_port 65536", withFlow(flow(0).toBuilder().setServerPort(65_536).build()));
        assertRefused("flow 0: confidence NaN", withFlow(flow(0).toBuilder().setConfidence(Float.NaN).build()));
        assertRefused("flow 0: label is empty", withFlow(flow(0).toBuilder().setLabel("").build()));
        assertRefused("flow 0: label of 251 characters", withFlow(flow(0).toBuilder().setLabel("ü".repeat(251)).build()));
        assertRefused("flow 0: backward tcp_flags 4294967295", withFlow(flow(0).toBuilder().setBackward(Counters.newBuilder().setTcpFlags(-1)).build()));
        assertRefused("flow -1: ordinals count from 0", withFlow(flow(-1)));
    }

    @Test
    void flowThatComesInTwoBatchesFailsTheJob() throws Exception {
        pipeline.send(batch(job, 1, 0, 0, 9));
        pipeline.send(batch(job, 1, 1, 9, 12));
        pipeline.send(extracted(job, 1, 2, 14));

        assertEquals("its flows contradict each other: flow 9 came twice: process it again", pipeline.events(job).getFirst().getFailed().getReason());
        assertEquals(2, pipeline.count("SELECT count(*) FROM batch_part_" + job + " WHERE ? > 0", job));
    }

    @Test
    void whatACompletionLeftBehindThatWasKilledIsMadeAnew() throws Exception {
        pipeline.send(batch(job, 1, 0, 0, 9));
        pipeline.execute("CREATE UNIQUE INDEX batch_part_%1$d_index_0 ON batch_part_%1$d (segment, batch)".formatted(job));
        pipeline.execute("INSERT INTO flow_column_%d SELECT 0, 7, 'ordinal', ''".formatted(job));
        pipeline.execute("CREATE UNIQUE INDEX flow_column_%1$d_index_0 ON flow_column_%1$d (field, segment)".formatted(job));
        pipeline.execute("INSERT INTO host_%d SELECT 1, 1, 1, 1, 1, 1, 1, 1, 1, '10.0.0.1', 'XX', 'XX', 'XX', NULL, NULL, NULL".formatted(job));
        pipeline.execute("CREATE UNIQUE INDEX host_%1$d_index_0 ON host_%1$d (ip)".formatted(job));
        pipeline.send(extracted(job, 1, 1, 10));

        assertEquals(List.of(completed(1, 10)), pipeline.events(job));
        assertEquals(10, pipeline.flows(job));
        assertEquals(0, pipeline.count("SELECT count(*) FROM host_" + job + " WHERE ? > 0 AND country = 'XX'", job));
    }

    @Test
    void undecodableBatchOfAnOlderAttemptHarmsNothing() throws Exception {
        pipeline.send(batch(job, 2, 0, 0, 9));
        pipeline.sendBatch(new BatchKey(job, 1, 1).encode(), new byte[] {1, 2, 3});
        pipeline.send(extracted(job, 2, 1, 10));

        assertEquals(List.of(completed(2, 10)), pipeline.events(job));
    }

    @Test
    void messagesWithoutAUsableKeyGoToTheDeadLetters() {
        pipeline.sendBatch("no-key-" + job, new byte[0]);
        pipeline.sendEvent("no-job-" + job, ended(job, 1).toByteArray());

        assertEquals("batch key 'no-key-" + job + "' is not job/attempt/batch", header(pipeline.deadLetters("no-key-" + job).getFirst(), "reason"));
        assertEquals("an event of job no-job-" + job + " cannot be taken: the event is of job " + job + ", its key is no-job-" + job, header(pipeline.deadLetters("no-job-" + job).getFirst(), "reason"));
    }

    @Test
    void undecodableEventFailsTheJobOfItsKey() throws Exception {
        pipeline.send(batch(job, 4, 0, 0, 9));
        pipeline.sendEvent(Long.toString(job), "no protobuf".getBytes(StandardCharsets.UTF_8));

        JobEvent event = pipeline.events(job).getFirst();
        assertEquals(4, event.getAttempt());
        assertTrue(event.getFailed().getReason().startsWith("an event of job " + job + " cannot be taken: not a job event: "), event::toString);
    }

    private void assertRefused(String reason, ClassifiedBatch batch) throws Exception {
        int attempt = (int) pipeline.count("SELECT coalesce(max(attempt), 0) + 1 FROM job WHERE job_id = ?", job);
        String key = new BatchKey(job, attempt, 0).encode();
        boolean keyIsRight = batch.getBatch() == 0;
        pipeline.sendBatch(key, (keyIsRight ? batch.toBuilder().setAttempt(attempt).build() : batch).toByteArray());
        assertEquals("batch " + key + " cannot be stored: " + reason, pipeline.events(job).getLast().getFailed().getReason());
    }

    private static IncomingBatch incoming(ClassifiedBatch batch) throws RuleBrokenException {
        return BatchRules.decode(new BatchKey(batch.getJobId(), batch.getAttempt(), batch.getBatch()), batch.toByteArray());
    }

    private ClassifiedBatch withFlow(ClassifiedFlow flow) {
        return emptyBatch(job, 1, 0).addFlows(flow).build();
    }

    private static String header(Message<byte[]> letter, String name) {
        return new String(letter.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow().getHeaders().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private JobEvent completed(int attempt, long flows) {
        return completed(attempt, flows, MODEL, CATALOGUE);
    }

    private JobEvent completed(int attempt, long flows, String model, String catalogue) {
        return JobEvent.newBuilder().setJobId(job).setAttempt(attempt).setCompleted(Completed.newBuilder()
                .setFlows(flows).setModelDigest(model).setCatalogueDigest(catalogue).setGeoipDigest(geo.current().digest()).setGeoipEdition(geo.current().edition())).build();
    }

    private JobEvent failed(int attempt, String reason) {
        return JobEvent.newBuilder().setJobId(job).setAttempt(attempt).setFailed(Failed.newBuilder().setReason(reason)).build();
    }

    private JobEvent stored(int batches, long flows) {
        return JobEvent.newBuilder().setJobId(job).setAttempt(1).setStored(Stored.newBuilder().setBatches(batches).setFlows(flows)).build();
    }
}
