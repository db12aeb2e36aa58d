package dev.tractor.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tractor.testsupport.FreePorts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The five images, started as the chart starts them. Takes root and a kernel that lets it mount; skips where they are missing.
class ImagesIT {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Map<String, String> KEYS = Map.of("file-registry", "fileRegistry", "flow-extractor", "flowExtractor", "classifier", "classifier", "stats-service", "statsService",
            "api-gateway", "apiGateway");
    private static final String NETWORK = "127.%d.%d.".formatted(ThreadLocalRandom.current().nextInt(1, 255), ThreadLocalRandom.current().nextInt(256));
    /// Of what a commit to a service ships: its classes and what Quarkus generates from them.
    private static final long CODE_LAYER_LIMIT = 4_000_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static final Map<String, ImageTar> images = new LinkedHashMap<>();
    private static final Map<String, Pod> pods = new LinkedHashMap<>();
    private static Backends backends;
    private static Manifests manifests;

    @BeforeAll
    static void start() throws Exception {
        String missing = whatIsMissing();
        assumeTrue(missing.isEmpty(), missing);
        backends = new Backends(folder.resolve("backends"));
        makeImages();
        manifests = Chart.render(backends.values(), addresses());
        Path hosts = hosts();
        for (String service : Manifests.SERVICES) {
            pods.put(service, Pod.start(manifests, service, images.get(service), ip(service), hosts, folder));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        pods.values().forEach(Pod::close);
        if (backends != null) {
            backends.close();
        }
    }

    @Test
    void haveTheNamesThatTheChartAsksFor() {
        for (String service : Manifests.SERVICES) {
            assertEquals(manifests.pod(service).getContainers().getFirst().getImage(), images.get(service).name());
            assertEquals(manifests.pod(service).getSecurityContext().getRunAsUser() + ":" + manifests.pod(service).getSecurityContext().getRunAsGroup(),
                    images.get(service).config().path("User").asText());
        }
    }

    @Test
    void shareTheirLowerLayersAndShipCodeInASmallOne() {
        assertEquals(1, images.values().stream().map(image -> image.layers().subList(0, 3)).distinct().count());
        images.forEach((service, image) -> assertTrue(image.lengths().getLast() < CODE_LAYER_LIMIT, service + ": " + image.lengths()));
    }

    @Test
    void becomeReadyAndAnalyseACapture() throws Exception {
        for (String service : Manifests.SERVICES) {
            Container container = manifests.pod(service).getContainers().getFirst();
            for (Probe probe : List.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())) {
                String path = probe.getHttpGet().getPath();
                await(service + path, () -> pods.get(service).status(path) == 200);
            }
        }
        confined();
        analysed();
    }

    private static void confined() throws IOException {
        for (Pod pod : pods.values()) {
            List<String> status = pod.proc("status");
            assertTrue(status.containsAll(List.of("Uid:\t10001\t10001\t10001\t10001", "Gid:\t10001\t10001\t10001\t10001", "NoNewPrivs:\t1", "CapEff:\t0000000000000000")), status.toString());
            assertTrue(pod.proc("mountinfo").stream().anyMatch(mount -> mount.matches(".* / / ro[, ].*")), () -> "the root is writable");
        }
    }

    /// Through Kafka, PostgreSQL and the bucket, with the program that users have.
    private static void analysed() throws Exception {
        URI gateway = pods.get("api-gateway").address();
        tractor(gateway, "upload", Chart.ROOT.resolve("samples/dns.pcap").toString());
        String said = tractor(gateway, "process", "dns.pcap", "--wait");
        HttpResponse<String> flows = HTTP.send(HttpRequest.newBuilder(gateway.resolve("/v1/file/1/flows/labels?label=dns")).build(), HttpResponse.BodyHandlers.ofString());

        assertTrue(said.contains("finished"), said);
        assertEquals(200, flows.statusCode(), flows.body());
        assertFalse(new JsonMapper().readTree(flows.body()).isEmpty(), flows.body());
    }

    private static String tractor(URI gateway, String... arguments) throws IOException, InterruptedException {
        return run(Map.of("TRACTOR_URL", gateway.toString(), "TRACTOR_SKIP_BUILD", "1"), Stream.concat(Stream.of(Chart.ROOT.resolve("tractor").toString()), Stream.of(arguments)).toList());
    }

    private static void makeImages() throws IOException, InterruptedException {
        run(Map.of(), List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:+UseSerialGC", "-Dtractor.root=" + Chart.ROOT,
                "-jar", Chart.ROOT.resolve("build/images/target/tractor-images.jar").toString(), "--out", folder.resolve("tars").toString()));
        for (String service : Manifests.SERVICES) {
            images.put(service, ImageTar.unpack(folder.resolve("tars/tractor-" + service + ".tar"), folder));
        }
    }

    /// @return standard output and error
    private static String run(Map<String, String> environment, List<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> words + ": " + said);
        return said;
    }

    /// All pods share this machine's loopback interface: each has an address of its own there, told by the chart's values, and the same port.
    private static String addresses() {
        StringBuilder values = new StringBuilder("port: " + FreePorts.one() + "\n");
        KEYS.forEach((service, key) -> values.append("%s: {config: {QUARKUS_HTTP_HOST: %s}}\n".formatted(key, ip(service))));
        return values.toString();
    }

    private static String ip(String service) {
        return NETWORK + (1 + Manifests.SERVICES.indexOf(service));
    }

    /// The names of the Services, as a cluster's DNS would know them.
    private static Path hosts() throws IOException {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        manifests.all(Service.class).forEach(service -> hosts.append(ip(service.getSpec().getSelector().get("app.kubernetes.io/component"))).append(' ')
                .append(service.getMetadata().getName()).append('\n'));
        return Files.writeString(folder.resolve("hosts"), hosts);
    }

    private static String whatIsMissing() throws IOException, InterruptedException {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            return "starting a container takes root";
        }
        Path hosts = Files.createFile(folder.resolve("trial-hosts"));
        Process trial = new ProcessBuilder(Pod.command(Files.createDirectories(folder.resolve("trial")), "/", hosts, 10001, 10001, 1 << 20, List.of("/bin/true"))).redirectErrorStream(true).start();
        String said = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return trial.waitFor() == 0 ? "" : "no container can be started here: " + said.strip();
    }

    private static void await(String what, Callable<Boolean> look) throws Exception {
        Instant deadline = Instant.now().plus(READY_LIMIT);
        while (!look.call()) {
            if (Instant.now().isAfter(deadline)) {
                fail(what + " did not come within " + READY_LIMIT);
            }
            Thread.sleep(POLL);
        }
    }
}
