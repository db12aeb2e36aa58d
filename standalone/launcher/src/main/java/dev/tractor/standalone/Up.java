package dev.tractor.standalone;

import dev.tractor.standalone.Ports.Use;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// `tractor up`: runs the suite until Ctrl-C, SIGTERM, `tractor down` or a failure.
final class Up {
    private static final Duration LEFTOVERS_LIMIT = Duration.ofSeconds(30);

    private final Path root;
    private final DataFolder data;
    private final Ports ports;
    private final List<Path> geoip;
    private final boolean samples;
    private final Console console;

    /// @param geoip databases for stats-service
    /// @param samples whether the captures of `samples/` are uploaded
    Up(Path root, DataFolder data, Ports ports, List<Path> geoip, boolean samples) {
        this.root = root;
        this.data = data;
        this.ports = ports;
        this.geoip = geoip;
        this.samples = samples;
        this.console = new Console(System.out, data.log(StateFile.LAUNCHER));
    }

    /// @return never, while all is well: a signal ends the process
    int run() throws IOException, InterruptedException {
        Instant start = Instant.now();
        data.create();
        try (FileLock lock = data.lock()) {
            data.requireSpace();
            endLeftovers();
            ports.requireFree();
            data.emptyTemporary();
            Credentials credentials = Credentials.loadOrCreate(data.credentials());
            return supervise(new Suite(root, data, ports, credentials, geoip), start);
        }
    }

    private int supervise(Suite suite, Instant start) throws InterruptedException {
        List<Component> components = suite.components();
        Supervisor supervisor = new Supervisor(components, data, ports, console);
        Thread onSignal = new Thread(() -> stop(supervisor), "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        startHousekeeping(components);
        try {
            supervisor.start();
            greet(suite, Duration.between(start, Instant.now()));
            uploadSamples(suite);
            detachOutput();
            supervisor.awaitFailure();
        } catch (Refusal e) {
            console.say(e.getMessage());
        }
        return 1;
    }

    private void stop(Supervisor supervisor) {
        try {
            console.say("Stopping …");
            Instant start = Instant.now();
            supervisor.stop();
            console.say(String.format(Locale.ROOT, "Stopped in %.1f s.", Duration.between(start, Instant.now()).toMillis() / 1000.0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startHousekeeping(List<Component> components) {
        List<LogFile> logs = Stream.concat(components.stream().map(Component::name), Stream.of(StateFile.LAUNCHER)).map(data::log).toList();
        Thread.ofPlatform().name("housekeeping").daemon().start(new Housekeeping(data, logs, console));
    }

    /// After a launcher that was killed, the guards are perhaps still stopping its processes.
    private void endLeftovers() throws InterruptedException {
        List<ProcessHandle> leftovers = data.state().read().stream().map(StateFile.Entry::process).flatMap(Optional::stream).toList();
        if (leftovers.isEmpty()) {
            return;
        }
        console.say("Waiting for " + leftovers.size() + " processes of the last run to end");
        Instant deadline = Instant.now().plus(LEFTOVERS_LIMIT);
        while (leftovers.stream().anyMatch(ProcessHandle::isAlive)) {
            if (Instant.now().isAfter(deadline)) {
                leftovers.forEach(ProcessHandle::destroyForcibly);
            }
            Thread.sleep(100);
        }
    }

    private void greet(Suite suite, Duration took) {
        String gateway = suite.url(Use.API_GATEWAY);
        console.say(String.format(Locale.ROOT, "\nTrActor is ready after %.1f s.\n", took.toMillis() / 1000.0));
        if (serves("/ui/")) {
            console.say("  Web page      " + gateway + "/ui/");
        }
        console.say("  API           " + gateway + "/v1");
        console.say("  Swagger UI    " + gateway + "/q/swagger-ui");
        console.say("  S3 endpoint   %s   bucket captures\n                access key %s   secret key %s"
                .formatted(suite.url(Use.OBJECT_STORE), suite.credentials().s3AccessKey(), suite.credentials().s3SecretKey()));
        console.say("  PostgreSQL    127.0.0.1:%d   databases %s   user %s   password in %s"
                .formatted(ports.of(Use.POSTGRES), String.join(", ", Postgres.DATABASES), Postgres.USER, data.credentials()));
        console.say("  Data and logs " + data.root() + "\n");
        console.say("Try   curl -F file=@capture.pcap " + gateway + "/v1/files");
        console.say("Stop  Ctrl-C or ./tractor down\n");
    }

    /// A suite without samples is as good; what failed is said.
    private void uploadSamples(Suite suite) throws InterruptedException {
        if (!samples) {
            return;
        }
        try {
            console.say(new Samples(root.resolve("samples"), URI.create(suite.url(Use.API_GATEWAY))).upload());
        } catch (IOException e) {
            console.say("The samples were not uploaded: " + e.getMessage());
        }
    }

    private boolean serves(String path) {
        try {
            return Probe.status(ports.of(Use.API_GATEWAY), path) < 400;
        } catch (IOException e) {
            return false;
        }
    }

    /// Whoever waited for readiness behind a pipe is let go.
    private static void detachOutput() {
        if (Boolean.getBoolean(Detached.PROPERTY)) {
            System.out.close();
        }
    }
}
