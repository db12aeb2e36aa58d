package dev.tractor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.testsupport.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// TrActor as `./tractor up` starts it, on free ports and with a data folder of its own.
final class EmbeddedStack implements Stack {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of(System.getProperty("tractor.root"));
    /// `./tractor up --port P` takes this many ports from P on.
    private static final int PORTS = 9;
    private static final int OBJECT_STORE_OFFSET = 1;

    private final Path data;
    private final int port;

    private EmbeddedStack(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    static EmbeddedStack start(String name) {
        return start(name, Map.of());
    }

    /// @param environment what the services find in their environment besides
    static EmbeddedStack start(String name, Map<String, String> environment) {
        Path data = ROOT.resolve("tests/e2e/target/" + name + "-" + System.nanoTime());
        EmbeddedStack stack = new EmbeddedStack(data, FreePorts.inARow(PORTS));
        Run run = run(environment, "up", "--detach", "--port", "" + stack.port, "--data", data.toString());
        assertEquals(0, run.exitCode(), run::output);
        return stack;
    }

    @Override
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public URI s3() {
        return URI.create("http://127.0.0.1:" + (port + OBJECT_STORE_OFFSET));
    }

    @Override
    public String accessKey() {
        return credentials().getProperty("s3.access-key");
    }

    @Override
    public String secretKey() {
        return credentials().getProperty("s3.secret-key");
    }

    /// What `./tractor status --json` says of that component.
    JsonNode status(String component) {
        Run run = run(Map.of(), "status", "--json", "--data", data.toString());
        try {
            for (JsonNode row : JSON.readTree(run.output())) {
                if (row.path("name").asText().equals(component)) {
                    return row;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(run.output(), e);
        }
        throw new IllegalArgumentException("no component " + component + " in " + run.output());
    }

    /// Where a component's own HTTP port is.
    URI service(String component) {
        return URI.create("http://127.0.0.1:" + status(component).path("port").asInt());
    }

    /// Kills a component's process as `kill -9` does.
    void kill9(String component) {
        long pid = status(component).path("pid").asLong();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /// Runs a command of `./tractor` against this instance.
    Run tractor(String... arguments) {
        return run(Map.of("TRACTOR_URL", gateway().toString()), arguments);
    }

    @Override
    public void close() {
        Run run = run(Map.of(), "down", "--data", data.toString());
        assertEquals(0, run.exitCode(), run::output);
    }

    /// @param output standard output and error together
    record Run(int exitCode, String output) {}

    private static Run run(Map<String, String> environment, String... arguments) {
        List<String> words = new ArrayList<>(List.of(ROOT.resolve("tractor").toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).directory(ROOT.toFile()).redirectErrorStream(true);
        // The reactor that runs this test has built everything; a second Maven in the same folders would disturb it.
        builder.environment().put("TRACTOR_SKIP_BUILD", "1");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Properties credentials() {
        try (var in = Files.newInputStream(data.resolve("credentials.properties"))) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
