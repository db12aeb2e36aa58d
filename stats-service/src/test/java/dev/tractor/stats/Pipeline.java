package dev.tractor.stats;

import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.Topic;
import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.stats.publish.OutboxRelay;
import io.agroal.api.AgroalDataSource;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/// Puts messages into the service's channels as Kafka would, waits until they are acknowledged, and reads what came of them.
@ApplicationScoped
public class Pipeline {
    @Inject @Any InMemoryConnector connector;
    @Inject AgroalDataSource dataSource;
    @Inject OutboxRelay relay;

    public void send(ClassifiedBatch batch) {
        sendBatch(new BatchKey(batch.getJobId(), batch.getAttempt(), batch.getBatch()).encode(), batch.toByteArray());
    }

    public void sendBatch(String key, byte[] value) {
        send("classified-flows", Topic.CLASSIFIED_FLOWS, key, value);
    }

    public void send(JobEvent event) {
        sendEvent(Long.toString(event.getJobId()), event.toByteArray());
    }

    public void sendEvent(String key, byte[] value) {
        send("job-events", Topic.JOB_EVENTS, key, value);
    }

    private void send(String channel, Topic topic, String key, byte[] value) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(topic.topicName(), 2, 17, key, value);
        connector.source(channel).send(Message.of(value, Metadata.of(new IncomingKafkaRecordMetadata<>(record, channel)),
                () -> {
                    acknowledged.complete(null);
                    return CompletableFuture.completedFuture(null);
                },
                fault -> {
                    acknowledged.completeExceptionally(fault);
                    return CompletableFuture.completedFuture(null);
                }));
        acknowledged.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /// The events of the job that were published until now, the outbox emptied first.
    public List<JobEvent> events(long jobId) throws Exception {
        while (count("SELECT count(*) FROM outbox WHERE job_id = ?", jobId) > 0) {
            relay.publish();
            Thread.sleep(5);
        }
        return published(jobId);
    }

    public List<JobEvent> published(long jobId) throws Exception {
        List<JobEvent> events = new ArrayList<>();
        for (Message<byte[]> message : received("job-events-out")) {
            JobEvent event = JobEvent.parseFrom(message.getPayload());
            if (event.getJobId() == jobId && Long.toString(jobId).equals(key(message))) {
                events.add(event);
            }
        }
        return events;
    }

    public List<Message<byte[]>> deadLetters(String key) {
        return received("dead-letters").stream().filter(message -> key.equals(key(message))).toList();
    }

    public static String key(Message<byte[]> message) {
        return (String) message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow().getKey();
    }

    private List<Message<byte[]>> received(String channel) {
        return new ArrayList<>(connector.<byte[]>sink(channel).received());
    }

    /// Flows of the job, complete or not.
    public long flows(long jobId) throws SQLException {
        long flows = 0;
        for (String table : tables(jobId)) {
            if (table.matches("batch_part_\\d+")) {
                flows += count("SELECT coalesce(sum(flows), 0) FROM batch WHERE job_id = ?", jobId);
            }
            if (table.matches("flow_column_\\d+")) {
                flows += count("SELECT coalesce(sum(rows), 0) FROM " + table + " WHERE ? > 0 AND field = 'ordinal'", jobId);
            }
        }
        return flows;
    }

    /// The tables of the job.
    public List<String> tables(long jobId) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                ResultSet row = connection.createStatement().executeQuery("SELECT tablename FROM pg_tables WHERE tablename ~ '_" + jobId + "$' ORDER BY 1")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public long count(String sql, long jobId) throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, jobId);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
