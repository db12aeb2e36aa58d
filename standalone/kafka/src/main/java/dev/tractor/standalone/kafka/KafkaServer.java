package dev.tractor.standalone.kafka;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/// Runs the node until it is told to stop (SIGTERM). Arguments: folder, broker port, controller port.
public final class KafkaServer {
    private KafkaServer() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            System.err.println("usage: KafkaServer FOLDER BROKER_PORT CONTROLLER_PORT");
            System.exit(2);
        }
        NodeConfig node = new NodeConfig(Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        if (!Files.exists(node.folder().resolve("meta.properties"))) {
            format(node.folder());
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(node.properties(), false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        server.awaitShutdown();
    }

    /// Writes the identity of a new cluster.
    private static void format(Path folder) throws Exception {
        Files.createDirectories(folder);
        new Formatter()
                .setPrintStream(new PrintStream(System.out, true))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NodeConfig.NODE_ID)
                .setControllerListenerName(NodeConfig.CONTROLLER_LISTENER)
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(false)
                .run();
    }
}
