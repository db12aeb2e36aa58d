package dev.tractor.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {
    private static final List<String> JARS = List.of("standalone/kafka/target/standalone-kafka.jar", "standalone/object-store/target/standalone-object-store.jar",
            "file-registry/target/quarkus-app/quarkus-run.jar", "flow-extractor/target/quarkus-app/quarkus-run.jar", "classifier/target/quarkus-app/quarkus-run.jar",
            "stats-service/target/quarkus-app/quarkus-run.jar", "api-gateway/target/quarkus-app/quarkus-run.jar");

    @TempDir
    Path root;

    private Suite suite;

    @BeforeEach
    void build() throws Exception {
        for (String jar : JARS) {
            Files.createDirectories(root.resolve(jar).getParent());
            Files.createFile(root.resolve(jar));
        }
        suite = new Suite(root, new DataFolder(root.resolve("data")), new Ports(9000), new Credentials("key", "secret", "password"), List.of());
    }

    @Test
    void namesItsComponents() {
        assertEquals(List.of("postgres", "kafka", "object-store", "file-registry", "flow-extractor", "classifier", "stats-service", "api-gateway"),
                suite.components().stream().map(Component::name).toList());
    }

    @Test
    void configuresAServiceByTheDocumentedVariables() {
        Map<String, String> expected = new HashMap<>(Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", "9008", "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9003",
                "QUARKUS_MINIO_HOST", "http://127.0.0.1:9001", "QUARKUS_MINIO_ACCESS_KEY", "key", "QUARKUS_MINIO_SECRET_KEY", "secret",
                "TRACTOR_REGISTRY_URL", "http://127.0.0.1:9005", "TRACTOR_STATS_URL", "http://127.0.0.1:9008", "TRACTOR_CLASSIFIER_URL", "http://127.0.0.1:9007"));
        expected.putAll(Map.of("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:9002/stats", "QUARKUS_DATASOURCE_USERNAME", "tractor",
                "QUARKUS_DATASOURCE_PASSWORD", "password"));

        assertEquals(expected, component("stats-service").command().environment());
    }

    @Test
    void tellsStatsServiceItsGeoipDatabases() {
        Suite located = new Suite(root, new DataFolder(root.resolve("data")), new Ports(9000), new Credentials("key", "secret", "password"), List.of(Path.of("/city.mmdb"), Path.of("/a,b.mmdb")));

        assertEquals("/city.mmdb,/a\\,b.mmdb", located.components().stream().filter(c -> c.name().equals("stats-service")).findFirst().orElseThrow().command().environment().get("TRACTOR_GEOIP_DATABASE"));
    }

    @Test
    void letsThePageSendCapturesStraightToTheObjectStore() {
        assertEquals("http://127.0.0.1:9001", component("api-gateway").command().environment().get("TRACTOR_UPLOAD_PUBLIC_URL"));
    }

    @Test
    void tellsNoSecretOnACommandLine() {
        assertTrue(suite.components().stream().flatMap(c -> c.command().words().stream()).noneMatch(word -> word.contains("secret") || word.contains("password")));
    }

    @Test
    void keepsPostgresOnLoopback() {
        List<String> words = component("postgres").command().words();

        assertTrue(words.containsAll(List.of("listen_addresses=127.0.0.1", "port=9002", "unix_socket_directories=")), words.toString());
    }

    @Test
    void saysWhatIsNotBuilt() throws Exception {
        Files.delete(root.resolve(JARS.getFirst()));

        assertEquals("standalone/kafka/target/standalone-kafka.jar is missing: run ./tractor build", assertThrows(Refusal.class, suite::components).getMessage());
    }

    private Component component(String name) {
        return suite.components().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }
}
