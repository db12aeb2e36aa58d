package dev.tractor.stats;

import dev.tractor.testsupport.FreePorts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A PostgreSQL of the tests' own, and the GeoIP database of the corpus where there is one.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    public static final Path GEOIP_DATABASE = Path.of(System.getProperty("tractor.corpus", "corpus"), "maxmind", "GeoIP2-City-Test.mmdb");

    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.builder().setPort(FreePorts.one()).setServerConfig("listen_addresses", "127.0.0.1").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
        settings.put("quarkus.datasource.username", "postgres");
        settings.put("quarkus.datasource.password", "postgres");
        if (Files.exists(GEOIP_DATABASE)) {
            settings.put("tractor.geoip.database", GEOIP_DATABASE.toString());
        }
        return settings;
    }

    @Override
    public void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
