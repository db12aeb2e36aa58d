package dev.tractor.standalone;

import dev.tractor.standalone.GuardedProcess.Stop;
import dev.tractor.standalone.Ports.Use;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The processes of TrActor, their command lines, environments and what each needs before it starts.
///
/// @param root the repository with its built modules
/// @param geoip databases for stats-service; without one it takes what the environment says
record Suite(Path root, DataFolder data, Ports ports, Credentials credentials, List<Path> geoip) {
    private static final String HOST = "127.0.0.1";
    private static final Stop POSTGRES_FAST_SHUTDOWN = new Stop("INT", Duration.ofSeconds(20));
    private static final Stop TERMINATE = new Stop("TERM", Duration.ofSeconds(20));

    /// What a process is given beyond its heap is bounded too: code, class data, stacks.
    private static final List<String> COMMON_FLAGS = List.of("-XX:MaxMetaspaceSize=192m", "-XX:ReservedCodeCacheSize=64m", "-Xss512k", "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Dfile.encoding=UTF-8");

    /// Six times the defaults: half of what the optimising compiler would otherwise do, it would do for code that runs only while starting.
    private static final List<String> LATE_OPTIMISATION = List.of("-XX:Tier4InvocationThreshold=30000", "-XX:Tier4MinInvocationThreshold=3600",
            "-XX:Tier4CompileThreshold=90000");

    /// Where the optimising compiler takes more time than it gives back in a job of 400,000 flows.
    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

    /// What of a process is left to the first compiler.
    private static final String STATS_SERVICE_COMPILER = "standalone/stats-service-compiler.json";
    private static final String MOSTLY_FIRST_COMPILER = "standalone/mostly-first-compiler.json";

    /// A process without heap is better started again.
    private static final List<String> SMALL_HEAP = List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    /// The order in which they are shown; they are stopped in the reverse order.
    List<Component> components() {
        return List.of(postgres(), kafka(), objectStore(),
                service(Use.FILE_REGISTRY, Set.of("postgres", "kafka", "object-store"), database("registry"), "-Xmx160m", DIAGNOSTIC, compilers(MOSTLY_FIRST_COMPILER)),
                service(Use.FLOW_EXTRACTOR, Set.of("file-registry"), Map.of(), "-Xmx640m", "-Xmn40m", FIRST_COMPILER, "-XX:MaxDirectMemorySize=64m", "-XX:TrimNativeHeapInterval=2000", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20"),
                service(Use.CLASSIFIER, Set.of("file-registry"), Map.of(), "-Xmx192m", FIRST_COMPILER),
                service(Use.STATS_SERVICE, Set.of("file-registry"), stats(), "-Xmx352m", DIAGNOSTIC, compilers(STATS_SERVICE_COMPILER)),
                service(Use.API_GATEWAY, Set.of("object-store"), Map.of("TRACTOR_UPLOAD_PUBLIC_URL", url(Use.OBJECT_STORE)), "-Xmx160m"));
    }

    /// Goes before [#compilers].
    private static final String DIAGNOSTIC = "-XX:+UnlockDiagnosticVMOptions";

    private String compilers(String directives) {
        return "-XX:CompilerDirectivesFile=" + root.resolve(directives);
    }

    String url(Use use) {
        return "http://" + HOST + ":" + ports.of(use);
    }

    private Component postgres() {
        int port = ports.of(Use.POSTGRES);
        Postgres postgres = new Postgres(root.resolve("standalone/launcher/target/postgres"), data.postgres(), credentials.postgresPassword(), data.log("postgres"));
        return new Component("postgres", port, Set.of(), postgres::prepare, new Command(postgres.command(port), Map.of()), Probe.postgres(port), POSTGRES_FAST_SHUTDOWN);
    }

    private Component kafka() {
        int port = ports.of(Use.KAFKA);
        List<String> arguments = List.of(data.kafka().toString(), String.valueOf(port), String.valueOf(ports.of(Use.KAFKA_CONTROLLER)));
        Command command = java(jar("kafka"), Map.of(), arguments, smallHeap("-Xmx256m", FIRST_COMPILER));
        return new Component("kafka", port, Set.of(), Component.Preparation.NONE, command, Probe.kafka(port), TERMINATE);
    }

    private Component objectStore() {
        int port = ports.of(Use.OBJECT_STORE);
        Map<String, String> keys = Map.of("S3_ACCESS_KEY", credentials.s3AccessKey(), "S3_SECRET_KEY", credentials.s3SecretKey());
        List<String> arguments = List.of(data.objects().toString(), String.valueOf(port));
        // Some clients sign a whole upload as one, which is then checked in memory, twice its length; G1 gives that memory back.
        Command command = java(jar("object-store"), keys, arguments, List.of("-Xmx1g", DIAGNOSTIC, compilers(MOSTLY_FIRST_COMPILER), "-XX:+UseG1GC", "-XX:G1PeriodicGCInterval=30000", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20"));
        return new Component("object-store", port, Set.of(), Component.Preparation.NONE, command, Probe.http(port), TERMINATE);
    }

    private Path jar(String module) {
        return root.resolve("standalone/" + module + "/target/standalone-" + module + ".jar");
    }

    private Component service(Use use, Set<String> needs, Map<String, String> more, String... flags) {
        int port = ports.of(use);
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(more);
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        Command command = java(root.resolve(use + "/target/quarkus-app/quarkus-run.jar"), environment, List.of(), smallHeap(flags));
        return new Component(use.toString(), port, needs, Component.Preparation.NONE, command, Probe.healthy(port, "/q/health/ready"), TERMINATE);
    }

    /// As docs/reference/configuration.md lists them.
    private Map<String, String> environment() {
        return Map.of(
                "QUARKUS_HTTP_HOST", HOST,
                "KAFKA_BOOTSTRAP_SERVERS", HOST + ":" + ports.of(Use.KAFKA),
                "QUARKUS_MINIO_HOST", url(Use.OBJECT_STORE),
                "QUARKUS_MINIO_ACCESS_KEY", credentials.s3AccessKey(),
                "QUARKUS_MINIO_SECRET_KEY", credentials.s3SecretKey(),
                "TRACTOR_REGISTRY_URL", url(Use.FILE_REGISTRY),
                "TRACTOR_STATS_URL", url(Use.STATS_SERVICE),
                "TRACTOR_CLASSIFIER_URL", url(Use.CLASSIFIER));
    }

    private Map<String, String> stats() {
        Map<String, String> environment = new HashMap<>(database("stats"));
        if (!geoip.isEmpty()) {
            environment.put("TRACTOR_GEOIP_DATABASE", geoip.stream().map(file -> file.toString().replace(",", "\\,")).collect(Collectors.joining(",")));
        }
        return environment;
    }

    private Map<String, String> database(String name) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://" + HOST + ":" + ports.of(Use.POSTGRES) + "/" + name,
                "QUARKUS_DATASOURCE_USERNAME", Postgres.USER,
                "QUARKUS_DATASOURCE_PASSWORD", credentials.postgresPassword());
    }

    private static List<String> smallHeap(String... flags) {
        return Stream.concat(SMALL_HEAP.stream(), Stream.of(flags)).toList();
    }

    private Command java(Path jar, Map<String, String> environment, List<String> arguments, List<String> flags) {
        if (!Files.exists(jar)) {
            throw new Refusal(root.relativize(jar) + " is missing: run ./tractor build");
        }
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        words.addAll(COMMON_FLAGS);
        words.addAll(LATE_OPTIMISATION);
        words.addAll(flags);
        words.addAll(List.of("-Djava.io.tmpdir=" + data.temporary(), "-jar", jar.toString()));
        words.addAll(arguments);
        return new Command(words, environment);
    }
}
