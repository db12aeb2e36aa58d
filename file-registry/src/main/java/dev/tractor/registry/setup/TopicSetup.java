package dev.tractor.registry.setup;

import dev.tractor.contracts.Topic;
import dev.tractor.registry.background.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/// Makes the suite's Kafka topics that are missing; leaves those that are there as they are.
@ApplicationScoped
public class TopicSetup {
    private static final Logger LOG = Logger.getLogger(TopicSetup.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    /// Leaves room for the record's key, headers and framing.
    private static final int MAX_MESSAGE_BYTES = 2 * Topic.MAX_RECORD_BYTES;
    /// Kafka deletes whole segments but never the last one: so many of them make what is kept close to the retention.
    private static final int SEGMENTS = 8;
    /// The smallest segment that Kafka takes.
    private static final long MIN_SEGMENT_BYTES = 1L << 20;

    private final Map<String, Object> kafka;
    private Loop loop;

    TopicSetup(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("topic setup", this::makeMissing);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private Duration makeMissing() throws ExecutionException, InterruptedException, TimeoutException {
        Admin admin = Admin.create(clientConfig());
        try {
            Set<String> there = admin.listTopics().names().get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
            List<NewTopic> missing = Arrays.stream(Topic.values()).filter(topic -> !there.contains(topic.topicName())).map(TopicSetup::newTopic).toList();
            for (NewTopic topic : missing) {
                make(admin, topic);
            }
        } finally {
            // What it was asked has been answered or given up; waiting for the latter would hold up the end of this service.
            admin.close(Duration.ZERO);
        }
        return Loop.DONE;
    }

    private static void make(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.createTopics(List.of(topic)).all().get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
            LOG.infof("made topic %s with %d partitions", topic.name(), topic.numPartitions());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /// With as many replicas as the broker's default.replication.factor says.
    static NewTopic newTopic(Topic topic) {
        return new NewTopic(topic.topicName(), Optional.of(topic.partitions()), Optional.empty()).configs(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(topic.retentionBytes()),
                TopicConfig.SEGMENT_BYTES_CONFIG, Long.toString(Math.max(MIN_SEGMENT_BYTES, topic.retentionBytes() / SEGMENTS)),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES)));
    }

    private Map<String, Object> clientConfig() {
        Map<String, Object> config = new HashMap<>();
        kafka.forEach((name, value) -> {
            if (AdminClientConfig.configNames().contains(name)) {
                config.put(name, value);
            }
        });
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_LIMIT.toMillis());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_LIMIT.toMillis());
        return config;
    }
}
