import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Measures what one job costs a running suite that has its capture: processing by phase and process, bytes in the database, exports, packets of single flows, and deletion while other jobs go on. Prints Markdown.
/// Run by `tests/load/one-job`.
///
///     java -cp POSTGRESQL_JAR OneJob.java URL DATA CAPTURE OTHER_CAPTURE
final class OneJob {
    private static final Pattern COMPONENT = Pattern.compile("\"name\": \"([a-z-]+)\".*?\"pid\": (\\d+), \"port\": (\\d+)");
    private static final Pattern FLOW = Pattern.compile("\"flow\":(\\d+),\"packets_fwd\":(\\d+),\"packets_bwd\":(\\d+)");
    private static final int TICKS_PER_SECOND = 100;
    private static final int SLICES = 100;
    private static final int LONGEST = 2_000;
    private static final double MB = 1e6;

    private record Component(String name, long pid, int port) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Path data;
    private final List<Component> components;

    private OneJob(String url, Path data) throws IOException {
        this.url = url + "/v1";
        this.data = data;
        Process status = new ProcessBuilder("./tractor", "status", "--json", "--data", data.toString()).start();
        this.components = COMPONENT.matcher(new String(status.getInputStream().readAllBytes())).results()
                .map(found -> new Component(found.group(1), Long.parseLong(found.group(2)), Integer.parseInt(found.group(3)))).filter(component -> !component.name.equals("launcher")).toList();
    }

    public static void main(String... arguments) throws Exception {
        OneJob measured = new OneJob(arguments[0], Path.of(arguments[1]));
        long other = measured.finished(measured.process(arguments[3]));
        try (Connection database = measured.database()) {
            long before = measured.bytes(database);
            long job = measured.processing(arguments[2]);
            measured.storage(database, job, before);
            measured.exports(job);
            measured.slices(job);
            measured.deletion(database, job, other, arguments[3]);
        }
    }

    // Processing ------------------------------------------------------------------------------------------------------

    private long processing(String capture) throws Exception {
        Map<String, Double> cpu = cpuSeconds();
        long begin = System.nanoTime();
        long job = process(capture);
        System.out.printf("%n| `%s`, from `POST /files/process` to | s |%n|---|---|%n", capture);
        String phase = "waiting";
        boolean stored = false;
        while (true) {
            String status = get("/jobs/" + job);
            String now = text(status, "phase");
            if (!now.equals(phase)) {
                System.out.printf("| %s | %.1f |%n", now, seconds(begin));
                phase = now;
            }
            if (!stored && phase.equals("storing") && number(status, "flows_stored") == number(status, "flows")) {
                stored = true;
                System.out.printf("| all flows stored | %.1f |%n", seconds(begin));
            }
            if (!text(status, "state").equals("in_progress")) {
                System.out.printf("| %s, %,d flows | %.1f |%n", text(status, "state"), number(status, "flows"), seconds(begin));
                break;
            }
            Thread.sleep(500);
        }
        System.out.printf("%n| process | CPU s |%n|---|---|%n");
        double sum = 0;
        for (var now : cpuSeconds().entrySet()) {
            double used = now.getValue() - cpu.get(now.getKey());
            sum += used;
            System.out.printf("| %s | %.1f |%n", now.getKey(), used);
        }
        System.out.printf("| all | %.1f |%n", sum);
        return job;
    }

    private long process(String capture) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + "/files/process")).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"file_name\":\"" + capture + "\"}")).build();
        return number(http.send(request, HttpResponse.BodyHandlers.ofString()).body(), "job_id");
    }

    private long finished(long job) throws Exception {
        while (text(get("/jobs/" + job), "state").equals("in_progress")) Thread.sleep(100);
        return job;
    }

    /// Of each component, those that it started included.
    private Map<String, Double> cpuSeconds() throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Component component : components) {
            ProcessHandle process = ProcessHandle.of(component.pid).orElseThrow();
            long ticks = 0;
            for (ProcessHandle each : Stream.concat(Stream.of(process), process.children()).toList()) ticks += ticks(each.pid());
            seconds.put(component.name, (double) ticks / TICKS_PER_SECOND);
        }
        return seconds;
    }

    /// utime, stime and those of waited-for children: proc_pid_stat(5), fields 14 to 17.
    private static long ticks(long pid) throws IOException {
        Path file = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(file)) return 0;
        String stat = Files.readString(file);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return LongStream.range(11, 15).map(i -> Long.parseLong(fields[(int) i])).sum();
    }

    // Storage ---------------------------------------------------------------------------------------------------------

    private void storage(Connection database, long job, long before) throws Exception {
        double flows = number(get("/jobs/" + job), "flows");
        System.out.printf("%n| stored | MB | bytes per flow |%n|---|---|---|%n");
        String relations = "SELECT relname, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class WHERE relkind = 'r' AND relname ~ '_" + job + "$' ORDER BY 2 DESC";
        try (Statement query = database.createStatement(); ResultSet row = query.executeQuery(relations)) {
            while (row.next()) System.out.printf("| %s, its indexes | %.1f, %.1f | %.0f, %.0f |%n", row.getString(1), row.getLong(2) / MB, row.getLong(3) / MB, row.getLong(2) / flows, row.getLong(3) / flows);
        }
        long grown = bytes(database) - before;
        System.out.printf("| the database grew by | %.1f | %.0f |%n", grown / MB, grown / flows);
        long results = results(job);
        System.out.printf("| stored flows and packet index in the bucket | %.1f | %.0f |%n", results / MB, results / flows);
    }

    private Connection database() throws IOException, SQLException {
        Properties credentials = new Properties();
        try (InputStream in = Files.newInputStream(data.resolve("credentials.properties"))) {
            credentials.load(in);
        }
        int port = components.stream().filter(component -> component.name.equals("postgres")).findFirst().orElseThrow().port;
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/stats", "tractor", credentials.getProperty("postgres.password"));
    }

    private long bytes(Connection database) throws SQLException {
        try (Statement query = database.createStatement(); ResultSet row = query.executeQuery("SELECT pg_database_size('stats')")) {
            row.next();
            return row.getLong(1);
        }
    }

    private long results(long job) throws IOException {
        Path folder = data.resolve("s3/results/jobs/" + job);
        if (!Files.exists(folder)) return 0;
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    // Exports ---------------------------------------------------------------------------------------------------------

    private void exports(long job) throws Exception {
        System.out.printf("%n| export of all flows | s | MB | most memory of api-gateway, stats-service |%n|---|---|---|---|%n");
        for (String format : List.of("csv", "ndjson", "parquet")) {
            forgetPeaks();
            long begin = System.nanoTime();
            long length = length("/jobs/" + job + "/flows?format=" + format);
            System.out.printf("| %s | %.1f | %.1f | %s, %s |%n", format, seconds(begin), length / MB, peak("api-gateway"), peak("stats-service"));
        }
    }

    private long length(String path) throws Exception {
        HttpResponse<InputStream> answer = http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            long length = in.transferTo(java.io.OutputStream.nullOutputStream());
            if (answer.statusCode() != 200) throw new IOException(path + " answers " + answer.statusCode());
            return length;
        }
    }

    /// proc_pid_clear_refs(5): 5 sets the peak to what is resident now.
    private void forgetPeaks() throws IOException {
        for (Component component : components) Files.writeString(Path.of("/proc/" + component.pid + "/clear_refs"), "5");
    }

    private String peak(String component) throws IOException {
        long pid = components.stream().filter(each -> each.name.equals(component)).findFirst().orElseThrow().pid;
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM")).map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB").findFirst().orElseThrow();
        }
    }

    // Packets ---------------------------------------------------------------------------------------------------------

    private void slices(long job) throws Exception {
        System.out.printf("%n| packets of one flow | flows | p50 ms | p95 ms | max ms |%n|---|---|---|---|---|%n");
        long flows = number(get("/jobs/" + job), "flows");
        times("warming up", job, new Random(5).longs(SLICES, 0, flows).toArray());
        times("at random", job, new Random(7).longs(SLICES, 0, flows).toArray());
        List<MatchResult> longest = FLOW.matcher(get("/jobs/" + job + "/flows?sort=-duration&fields=flow,packets_fwd,packets_bwd&limit=" + LONGEST)).results().toList();
        times("of the longest duration", job, longest.stream().limit(SLICES).mapToLong(found -> Long.parseLong(found.group(1))).toArray());
        times("of the most packets among the %,d longest".formatted(LONGEST), job,
                longest.stream().sorted(Comparator.comparing(OneJob::packets).reversed()).limit(SLICES).mapToLong(found -> Long.parseLong(found.group(1))).toArray());
    }

    private static Long packets(MatchResult flow) {
        return Long.parseLong(flow.group(2)) + Long.parseLong(flow.group(3));
    }

    private void times(String which, long job, long[] flows) throws Exception {
        double[] millis = new double[flows.length];
        for (int i = 0; i < flows.length; i++) {
            long begin = System.nanoTime();
            length("/jobs/" + job + "/flows/" + flows[i] + "/packets");
            millis[i] = seconds(begin) * 1e3;
        }
        Arrays.sort(millis);
        System.out.printf("| %s | %d | %.0f | %.0f | %.0f |%n", which, millis.length, millis[millis.length / 2], millis[millis.length * 95 / 100], millis[millis.length - 1]);
    }

    // Deletion --------------------------------------------------------------------------------------------------------

    private void deletion(Connection database, long job, long other, String capture) throws Exception {
        long before = bytes(database);
        long resultsBefore = results(job);
        AtomicBoolean going = new AtomicBoolean(true);
        List<Double> answers = new ArrayList<>();
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            var reading = reader.submit(() -> {
                while (going.get()) {
                    long begin = System.nanoTime();
                    get("/jobs/" + other + "/flows?limit=100");
                    answers.add(seconds(begin) * 1e3);
                }
                return null;
            });
            long begin = System.nanoTime();
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(url + "/jobs/" + job)).DELETE().build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) throw new IOException("DELETE answers " + answer.statusCode() + ": " + answer.body());
            finished(process(capture));
            double processed = seconds(begin);
            while (tables(database, job) > 0 || results(job) > 0) Thread.sleep(50);
            double gone = seconds(begin);
            going.set(false);
            reading.get();
            settle(database);
            System.out.printf("%n| deletion of the job | |%n|---|---|%n| until all is gone | %.1f s |%n| the database shrank by | %.1f MB |%n| the bucket shrank by | %.1f MB |%n", gone, (before - bytes(database)) / MB, resultsBefore / MB);
            System.out.printf("| meanwhile another capture was processed in | %.1f s |%n| and pages of another job were answered | %d, the slowest in %.0f ms |%n", processed, answers.size(), answers.stream().max(Comparator.naturalOrder()).orElseThrow());
        }
    }

    /// Files of dropped tables go a moment after the transaction that drops them.
    private void settle(Connection database) throws Exception {
        for (long last = Long.MAX_VALUE, now = bytes(database); now < last; now = bytes(database)) {
            last = now;
            Thread.sleep(1_000);
        }
    }

    private static int tables(Connection database, long job) throws SQLException {
        try (Statement query = database.createStatement(); ResultSet row = query.executeQuery("SELECT count(*) FROM pg_tables WHERE tablename ~ '_" + job + "$'")) {
            row.next();
            return row.getInt(1);
        }
    }

    // Requests --------------------------------------------------------------------------------------------------------

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IOException(path + " answers " + answer.statusCode() + ": " + answer.body());
        return answer.body();
    }

    private static String text(String json, String field) {
        return value(json, field, "\"([^\"]*)\"");
    }

    private static long number(String json, String field) {
        return Long.parseLong(value(json, field, "(\\d+)"));
    }

    private static String value(String json, String field, String form) {
        return Pattern.compile("\"" + field + "\":" + form).matcher(json).results().map(found -> found.group(1)).findFirst().orElseThrow(() -> new IllegalStateException("no " + field + " in " + json));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
