package dev.tractor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract over `./tractor up`: embedded PostgreSQL, Kafka and S3 server. And what only this way of running shows: files and commands of this machine.
class EmbeddedMainJobIT extends MainJobContract {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path MAXMIND = Path.of(System.getProperty("tractor.corpus"), "maxmind");
    private static final String LONDON = "81.2.69.142";

    @TempDir
    static Path folder;

    @Override
    Stack start() {
        return EmbeddedStack.start("main-job", Map.of("TRACTOR_GEOIP_DATABASE", folder.resolve("geoip.mmdb").toString(), "TRACTOR_GEOIP_CHECK_EVERY", "200ms"));
    }

    @Test
    void aGeoipDatabaseIsTakenUpWhenItChangesAndACorruptOneLeavesTheOldInUse() throws IOException {
        Path city = MAXMIND.resolve("GeoIP2-City-Test.mmdb");
        assumeTrue(Files.isReadable(city), "the corpus is not here: " + city);
        Path database = folder.resolve("geoip.mmdb");
        var capture = CaptureBuilder.pcap();
        for (String server : new String[] {LONDON, "89.160.20.112", "203.0.113.9"}) {
            capture.packet(Frames.ethernet(Frames.ipv4("192.168.1.10", server, 17, Frames.udp(40_000, 47_999, new byte[] {1})))).after(Duration.ofMillis(1));
        }
        api.upload("", "places.pcap", capture.toBytes());
        long before = api.process("places.pcap");
        api.finished(before, LIMIT);
        assertEquals(Map.of("unknown", 3L), countries(before));
        assertTrue(api.job(before).at("/pins/geoip").isMissingNode());

        Files.move(Files.copy(city, folder.resolve("next.mmdb")), database, StandardCopyOption.ATOMIC_MOVE);
        Api stats = new Api(((EmbeddedStack) stack).service("stats-service"));
        Api.await("the database", LIMIT, () -> stats.get("/q/health/ready"), answer -> answer.body().toString().contains("GeoIP2-City 20"));
        long after = api.process("places.pcap");
        api.finished(after, LIMIT);
        assertEquals(Map.of("United Kingdom", 1L, "Sweden", 1L, "unknown", 1L), countries(after));
        JsonNode pinned = api.job(after).at("/pins/geoip");
        assertTrue(pinned.path("edition").asText().startsWith("GeoIP2-City 20"), pinned::toString);
        assertEquals("London", host(after).path("city").asText());
        assertEquals(Map.of("unknown", 3L), countries(before), "what was folded stays");
        assertEquals("unknown", host(before).path("city").asText());

        Files.write(database, "no database any more".getBytes());
        Api.await("the refusal", LIMIT, () -> stats.get("/q/health/ready"), answer -> answer.body().toString().contains("is refused"));
        assertTrue(stats.isReady());
        long later = api.process("places.pcap");
        api.finished(later, LIMIT);
        assertEquals(countries(after), countries(later));
        assertEquals(pinned, api.job(later).at("/pins/geoip"));
    }

    private Map<String, Long> countries(long job) {
        return statistics(api.get("/v1/file/" + job + "/statistics")).get("countries");
    }

    private JsonNode host(long job) {
        return api.get("/v1/file/" + job + "/statistics/ip?ip=" + LONDON).body();
    }

    @Test
    void modelsAreManagedFromTheCommandLine(@TempDir Path model) throws IOException {
        EmbeddedStack embedded = (EmbeddedStack) stack;
        ModelVariants variants = new ModelVariants(api, new Bucket(stack, "models"));
        Files.write(model.resolve("manifest.json"), variants.strict("from-the-command-line"));
        Files.write(model.resolve("model.onnx"), variants.onnx());
        api.upload("", "by-command.pcap", KnownCapture.pcap());
        try {
            assertTrue(run(embedded, "models", "upload", model.toString()).contains("from-the-command-line: uploaded, digest "));
            run(embedded, "models", "activate", "from-the-command-line");
            assertTrue(run(embedded, "models", "list").lines().anyMatch(line -> line.startsWith("* from-the-command-line ")));
            assertTrue(run(embedded, "process", "by-command.pcap", "--wait").contains("finished, " + KnownCapture.FLOWS + " flows"));
        } finally {
            api.activate(variants.digest());
        }
        run(embedded, "models", "delete", "from-the-command-line");
    }

    private static String run(EmbeddedStack stack, String... arguments) {
        EmbeddedStack.Run run = stack.tractor(arguments);
        assertEquals(0, run.exitCode(), run::output);
        return run.output();
    }
}
