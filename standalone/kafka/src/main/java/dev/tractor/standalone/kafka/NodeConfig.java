package dev.tractor.standalone.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The configuration of a node that is broker, controller and the whole cluster, on the loopback interface only.
///
/// @param folder         holds the logs and the metadata
/// @param brokerPort     where clients come
/// @param controllerPort where the broker finds its controller
record NodeConfig(Path folder, int brokerPort, int controllerPort) {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String HOST = "127.0.0.1";
    private static final int MIB = 1 << 20;

    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.putAll(identity());
        properties.putAll(singleReplica());
        properties.putAll(bounds());
        return properties;
    }

    private Map<String, String> identity() {
        return Map.of(
                "process.roles", "broker,controller",
                "node.id", String.valueOf(NODE_ID),
                // A fixed voter list, unlike a dynamic one, keeps no port in the metadata: the port may change between two starts.
                "controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort,
                "controller.listener.names", CONTROLLER_LISTENER,
                "listeners", "PLAINTEXT://" + HOST + ":" + brokerPort + "," + CONTROLLER_LISTENER + "://" + HOST + ":" + controllerPort,
                "advertised.listeners", "PLAINTEXT://" + HOST + ":" + brokerPort,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "log.dirs", folder.toString());
    }

    private static Map<String, String> singleReplica() {
        return Map.of(
                "auto.create.topics.enable", "false",
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                // One member per group and a restart at a time: nothing to wait for.
                "group.initial.rebalance.delay.ms", "0",
                // A broker that was killed is registered again as soon as its old session has ended.
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500");
    }

    private static Map<String, String> bounds() {
        return Map.ofEntries(
                // Batches are at most 512 KiB; the rest is room for headers and for bigger ones later.
                Map.entry("message.max.bytes", String.valueOf(2 * MIB)),
                Map.entry("socket.request.max.bytes", String.valueOf(16 * MIB)),
                // Retention by bytes removes whole segments only.
                Map.entry("log.segment.bytes", String.valueOf(16 * MIB)),
                Map.entry("log.retention.check.interval.ms", "10000"),
                Map.entry("log.segment.delete.delay.ms", "10000"),
                Map.entry("log.index.size.max.bytes", String.valueOf(MIB)),
                Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(4 * MIB)),
                Map.entry("metadata.log.segment.bytes", String.valueOf(16 * MIB)),
                Map.entry("metadata.max.retention.bytes", String.valueOf(32 * MIB)),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"));
    }
}
