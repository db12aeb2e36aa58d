import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Measures the answers about a job of many flows. `prepare` looks for a query of every field and follows pages to random places; `measure`, after a restart of the server, asks for these pages with 20
/// clients at a time, then for the overview and for sums alone, and prints tables in Markdown. Run by `tests/load/million-flows`.
///
///     java MillionFlows.java prepare URL JOB FILE
///     java MillionFlows.java measure URL JOB FILE
final class MillionFlows {
    private static final int CLIENTS = 20;
    private static final int PAGES_EACH = 10;
    private static final int OVERVIEWS = 100;
    private static final int AGGREGATIONS_EACH = 3;
    private static final int PAGE = 100;
    private static final int LARGE_PAGE = 10_000;
    /// Large pages that are gone through in each order.
    private static final int DEEPEST = 95;
    private static final List<String> SORTS = List.of("flow", "-flow", "start", "-start", "duration", "-duration", "bytes", "-bytes", "packets", "-packets");
    private static final List<String> GROUP_FIELDS = List.of("label", "group", "method", "app", "class", "domain", "user_agent", "ip", "src.ip", "dst.ip", "country", "src.country", "dst.country", "src.port", "dst.port",
            "protocol", "end_reason", "session");
    private static final Pattern VALUE = Pattern.compile("\"value\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NEXT = Pattern.compile("[?&]cursor=([^&>]+)");

    /// As browsers speak with a server without TLS.
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String job;
    private final Random random = new Random(7);

    private MillionFlows(String url, String job) {
        this.job = url + "/v1/jobs/" + job;
    }

    public static void main(String... arguments) throws Exception {
        MillionFlows flows = new MillionFlows(arguments[1], arguments[2]);
        if (arguments[0].equals("prepare")) {
            Files.write(Path.of(arguments[3]), flows.places());
        } else {
            flows.measure(Files.readAllLines(Path.of(arguments[3])));
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(job + path)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IOException(path + " answers " + answer.statusCode() + ": " + answer.body());
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Frequent and rare values of each field that has few, bounds of those that have many.
    private List<String> queries() throws Exception {
        List<String> queries = new ArrayList<>(List.of("", "port:53", "src.port:40000..50000", "bytes>100K", "bytes.fwd<100", "bytes.bwd:0", "packets>=50", "packets.fwd:1", "packets.bwd>100", "duration>10s", "confidence>=0.9",
                "flow>500K", "session:*", "comment:google", "google", "ip:10.0.0.0/8", "label:tls and bytes>10K and not dst.port:443", "domain:* and (app:quic or protocol:udp)"));
        for (String field : List.of("label", "group", "method", "app", "class", "domain", "user_agent", "src.ip", "dst.ip", "ip", "country", "src.country", "dst.country", "dst.port", "protocol", "end_reason", "session")) {
            List<String> values = values(field);
            for (int rank : List.of(0, 12)) {
                if (rank < values.size()) queries.add(field + ":\"" + values.get(rank) + "\"");
            }
        }
        String start = number(get("/overview").body(), "time_start");
        String end = number(get("/overview").body(), "time_end");
        double middle = (Double.parseDouble(start) + Double.parseDouble(end)) / 2;
        queries.add("start>%.3f".formatted(middle));
        queries.add("end<%.3f".formatted(middle));
        return queries;
    }

    private List<String> values(String field) throws Exception {
        return VALUE.matcher(get("/groups?by=" + field + "&top=20").body()).results().map(found -> found.group(1)).filter(value -> !value.contains("\\")).toList();
    }

    private static String number(String json, String field) {
        Matcher found = Pattern.compile("\"" + field + "\":(-?[0-9.]+)").matcher(json);
        if (!found.find()) throw new IllegalStateException("no " + field);
        return found.group(1);
    }

    /// A line for each query and sort: both, and the cursor of a random place. A place in an order is the same for every query and either direction.
    private List<String> places() throws Exception {
        Map<String, List<String>> cursors = new LinkedHashMap<>();
        for (String sort : SORTS) {
            if (!sort.startsWith("-")) cursors.put(sort, cursors(sort));
        }
        List<String> places = new ArrayList<>();
        for (String query : queries()) {
            for (String sort : SORTS) {
                List<String> ofSort = cursors.get(sort.replace("-", ""));
                places.add(query + "\t" + sort + "\t" + ofSort.get(random.nextInt(ofSort.size())));
            }
        }
        return places;
    }

    private List<String> cursors(String sort) throws Exception {
        List<String> cursors = new ArrayList<>();
        String cursor = "";
        while (cursors.size() < DEEPEST) {
            Matcher next = NEXT.matcher(get(path("", sort, cursor, LARGE_PAGE)).headers().firstValue("Link").orElse(""));
            if (!next.find()) break;
            cursor = next.group(1);
            cursors.add(cursor);
        }
        return cursors;
    }

    private static String path(String query, String sort, String cursor, int limit) {
        return "/flows?query=" + encoded(query) + "&sort=" + sort + "&limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
    }

    private record Answer(String query, String sort, long micros) {}

    private void measure(List<String> places) throws Exception {
        List<String[]> requests = new ArrayList<>();
        for (int round = 0; round < PAGES_EACH; round++) {
            places.forEach(place -> requests.add(place.split("\t", -1)));
        }
        Collections.shuffle(requests, random);
        Collection<Answer> answers = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            Callable<Void> client = () -> {
                try (Reader reader = new Reader(URI.create(job))) {
                    for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
                        String[] request = requests.get(i);
                        answers.add(new Answer(request[0], request[1], reader.micros(path(request[0], request[1], request[2], PAGE))));
                    }
                    return null;
                }
            };
            for (var done : clients.invokeAll(Collections.nCopies(CLIENTS, client))) done.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%nPages of %d flows, %d clients at a time: %,d requests in %.0f s, %.0f a second.%n", PAGE, CLIENTS, requests.size(), seconds, requests.size() / seconds);
        table("query", answers.stream().collect(Collectors.groupingBy(Answer::query, LinkedHashMap::new, Collectors.mapping(Answer::micros, Collectors.toList()))));
        table("sort", answers.stream().collect(Collectors.groupingBy(Answer::sort, LinkedHashMap::new, Collectors.mapping(Answer::micros, Collectors.toList()))));
        Map<String, List<Long>> alone = new LinkedHashMap<>();
        alone.put("all pages", answers.stream().map(Answer::micros).toList());
        alone.put("overview", times("/overview", OVERVIEWS));
        for (String field : GROUP_FIELDS) alone.put("groups by " + field, times("/groups?by=" + field, AGGREGATIONS_EACH));
        alone.put("groups by label of bytes>10K", times("/groups?by=label&query=" + encoded("bytes>10K"), AGGREGATIONS_EACH));
        alone.put("timeline", times("/timeline", AGGREGATIONS_EACH));
        alone.put("hosts", times("/hosts", AGGREGATIONS_EACH));
        alone.put("hosts of bytes>10K", times("/hosts?query=" + encoded("bytes>10K"), AGGREGATIONS_EACH));
        alone.put("sessions by -bytes", times("/sessions?sort=-bytes", AGGREGATIONS_EACH));
        alone.put("graph", times("/graph", AGGREGATIONS_EACH));
        alone.put("beacons", times("/beacons", AGGREGATIONS_EACH));
        alone.put("rarest clients", times("/groups?by=src.ip&order=rarest", AGGREGATIONS_EACH));
        table("alone", alone);
    }

    private List<Long> times(String path, int requests) throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            long begin = System.nanoTime();
            get(path);
            times.add((System.nanoTime() - begin) / 1_000);
        }
        return times;
    }

    /// A client with a connection of its own, which it keeps. The clients share the processors with the server, so it does no more with an answer than read it to its end.
    private static final class Reader implements AutoCloseable {
        private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
        private static final String OK = "HTTP/1.1 200 ";
        private static final int LONGEST_HEAD = 16 * 1024;

        private final Socket socket;
        private final URI job;
        private final byte[] buffer = new byte[128 * 1024];

        private Reader(URI job) throws IOException {
            this.job = job;
            this.socket = new Socket(job.getHost(), job.getPort());
            socket.setTcpNoDelay(true);
        }

        /// From the first byte of the request to the last one of its answer.
        private long micros(String path) throws IOException {
            byte[] request = ("GET " + job.getRawPath() + path + " HTTP/1.1\r\nHost: " + job.getAuthority() + "\r\nAccept: application/json\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            long begin = System.nanoTime();
            socket.getOutputStream().write(request);
            read(path);
            return (System.nanoTime() - begin) / 1_000;
        }

        private void read(String path) throws IOException {
            InputStream in = socket.getInputStream();
            int filled = 0;
            int body = 0;
            while (body == 0) {
                int more = in.read(buffer, filled, LONGEST_HEAD - filled);
                if (more <= 0) throw new IOException(path + " has no answer that ends");
                filled += more;
                body = endOfHead(filled);
            }
            String head = new String(buffer, 0, body, StandardCharsets.US_ASCII);
            Matcher length = LENGTH.matcher(head);
            if (!head.startsWith(OK) || !length.find()) throw new IOException(path + " answers " + head);
            long rest = Long.parseLong(length.group(1)) - (filled - body);
            while (rest > 0) {
                int more = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
                if (more < 0) throw new IOException(path + " is cut off");
                rest -= more;
            }
        }

        /// @return 0 when it has not come yet
        private int endOfHead(int filled) {
            for (int end = 4; end <= filled; end++) {
                if (buffer[end - 1] == '\n' && buffer[end - 2] == '\r' && buffer[end - 3] == '\n') return end;
            }
            return 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void table(String title, Map<String, List<Long>> times) {
        System.out.printf("%n| %s | requests | p50 ms | p95 ms | max ms |%n|---|---|---|---|---|%n", title);
        times.forEach((name, unsorted) -> {
            List<Long> sorted = unsorted.stream().sorted().toList();
            System.out.printf("| `%s` | %d | %.1f | %.1f | %.1f |%n", name, sorted.size(), at(sorted, 0.50), at(sorted, 0.95), at(sorted, 1));
        });
    }

    private static double at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()))) / 1e3;
    }
}
