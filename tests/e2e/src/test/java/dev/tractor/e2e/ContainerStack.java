package dev.tractor.e2e;

import dev.tractor.testsupport.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/// The five services as processes over MinIO, Apache Kafka and PostgreSQL in containers.
final class ContainerStack implements Stack {
    private static final Path ROOT = Path.of(System.getProperty("tractor.root"));
    private static final List<String> SERVICES = List.of("file-registry", "flow-extractor", "classifier", "stats-service", "api-gateway");
    private static final Duration READY_LIMIT = Duration.ofSeconds(120);
    private static final String USER = "tractor";
    private static final String SECRET = "tractor-e2e-secret";
    private static final int POSTGRES_PORT = 5432;
    private static final int MINIO_PORT = 9000;

    private final List<GenericContainer<?>> containers = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final int firstPort = FreePorts.inARow(SERVICES.size() + 1);
    private final Path logs = ROOT.resolve("tests/e2e/target/containers-" + System.nanoTime());
    private final Map<String, String> environment = new HashMap<>(Map.of("QUARKUS_HTTP_HOST", "127.0.0.1"));
    private GenericContainer<?> minio;
    private String databases;

    static ContainerStack start() {
        ContainerStack stack = new ContainerStack();
        try {
            stack.startContainers();
            stack.startServices();
            return stack;
        } catch (IOException e) {
            stack.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    @Override
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + port("api-gateway"));
    }

    @Override
    public URI s3() {
        return URI.create("http://" + minio.getHost() + ":" + minio.getMappedPort(MINIO_PORT));
    }

    @Override
    public String accessKey() {
        return USER;
    }

    @Override
    public String secretKey() {
        return SECRET;
    }

    @Override
    public void close() {
        processes.reversed().forEach(ContainerStack::end);
        containers.forEach(GenericContainer::stop);
    }

    private int port(String service) {
        return firstPort + SERVICES.indexOf(service);
    }

    /// Clients are told this address, so the port is chosen here and not by Docker.
    private int kafkaPort() {
        return firstPort + SERVICES.size();
    }

    private void startContainers() throws IOException {
        minio = new GenericContainer<>("minio/minio:RELEASE.2025-04-22T22-12-26Z").withEnv(Map.of("MINIO_ROOT_USER", USER, "MINIO_ROOT_PASSWORD", SECRET)).withCommand("server", "/data")
                .withExposedPorts(MINIO_PORT).waitingFor(Wait.forHttp("/minio/health/ready").forPort(MINIO_PORT));
        GenericContainer<?> postgres = new GenericContainer<>("postgres:18").withEnv(Map.of("POSTGRES_USER", USER, "POSTGRES_PASSWORD", SECRET)).withExposedPorts(POSTGRES_PORT)
                .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2));
        GenericContainer<?> kafka = new GenericContainer<>("apache/kafka:4.1.0").withEnv(kafkaEnvironment()).waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
        kafka.setPortBindings(List.of(kafkaPort() + ":9092"));
        for (GenericContainer<?> container : List.of(minio, postgres, kafka)) {
            containers.add(container);
            container.start();
        }
        for (String database : List.of("registry", "stats")) {
            run(postgres, "createdb", "-U", USER, database);
        }
        environment.put("QUARKUS_MINIO_HOST", s3().toString());
        environment.put("QUARKUS_MINIO_ACCESS_KEY", USER);
        environment.put("QUARKUS_MINIO_SECRET_KEY", SECRET);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafkaPort());
        environment.put("QUARKUS_DATASOURCE_USERNAME", USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", SECRET);
        databases = "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(POSTGRES_PORT) + "/";
    }

    private Map<String, String> kafkaEnvironment() {
        return Map.of(
                "KAFKA_NODE_ID", "1", "KAFKA_PROCESS_ROLES", "broker,controller", "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093",
                "KAFKA_LISTENERS", "PLAINTEXT://:9092,CONTROLLER://:9093", "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + kafkaPort(),
                "KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER", "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1", "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    }

    private static void run(GenericContainer<?> container, String... command) throws IOException {
        try {
            var result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new IOException(String.join(" ", command) + ": " + result.getStderr());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void startServices() throws IOException {
        Files.createDirectories(logs);
        for (String service : SERVICES) {
            ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED", "-jar", ROOT.resolve(service + "/target/quarkus-app/quarkus-run.jar").toString());
            builder.environment().putAll(environment);
            builder.environment().put("QUARKUS_HTTP_PORT", "" + port(service));
            builder.environment().put("QUARKUS_DATASOURCE_JDBC_URL", databases + (service.equals("file-registry") ? "registry" : "stats"));
            builder.environment().put("TRACTOR_REGISTRY_URL", "http://127.0.0.1:" + port("file-registry"));
            builder.environment().put("TRACTOR_STATS_URL", "http://127.0.0.1:" + port("stats-service"));
            builder.environment().put("TRACTOR_CLASSIFIER_URL", "http://127.0.0.1:" + port("classifier"));
            processes.add(builder.redirectErrorStream(true).redirectOutput(logs.resolve(service + ".log").toFile()).start());
        }
        for (String service : SERVICES) {
            Api api = new Api(URI.create("http://127.0.0.1:" + port(service)));
            Api.await(service + " (log: " + logs + ")", READY_LIMIT, () -> api.isReady(), ready -> ready);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
