package dev.tractor.deployment;

import dev.tractor.testsupport.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Kafka, PostgreSQL and an S3 server on the loopback interface, outside of the pods.
final class Backends implements AutoCloseable {
    private static final String SECRET = "a \"secret\" of the test";

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final int kafkaPort = FreePorts.one();
    private final int s3Port = FreePorts.one();
    private final List<Process> processes = new ArrayList<>();

    Backends(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        processes.add(java("kafka", Map.of(), folder.resolve("kafka").toString(), "" + kafkaPort, "" + FreePorts.one()));
        processes.add(java("object-store", Map.of("S3_ACCESS_KEY", "access", "S3_SECRET_KEY", SECRET), Files.createDirectories(folder.resolve("s3")).toString(), "" + s3Port));
        postgres = EmbeddedPostgres.builder().setPort(FreePorts.one()).setServerConfig("listen_addresses", "127.0.0.1").start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE tractor LOGIN PASSWORD '" + SECRET + "'");
            statement.execute("CREATE DATABASE registry OWNER tractor");
            statement.execute("CREATE DATABASE stats OWNER tractor");
        } catch (java.sql.SQLException e) {
            throw new IOException(e);
        }
    }

    /// What the chart is told of them.
    String values() {
        return """
                kafka: {bootstrapServers: "127.0.0.1:%d"}
                postgresql: {host: 127.0.0.1, port: %d, password: '%s'}
                s3: {endpoint: "http://127.0.0.1:%d", accessKey: access, secretKey: '%s'}
                """.formatted(kafkaPort, postgres.getPort(), SECRET, s3Port, SECRET);
    }

    private Process java(String module, Map<String, String> environment, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-jar", Chart.ROOT.resolve("standalone/" + module + "/target/standalone-" + module + ".jar").toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(folder.resolve(module + ".log").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Override
    public void close() throws IOException {
        processes.forEach(Process::destroyForcibly);
        postgres.close();
    }
}
