package dev.tractor.testsupport.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/// Sends random requests to every operation of an OpenAPI document, valid ones, ones at the border and hostile ones, and looks at each answer: no fault of the server, a documented status, an error
/// with a body that says why, and JSON that is as its schema says. The same seed sends the same requests.
public final class ApiFuzzer {
    /// What HTTP and the framework answer to any path, besides what an operation documents.
    private static final Set<Integer> OF_HTTP = Set.of(304, 400, 404, 405, 406, 412, 413, 414, 415, 416, 431);
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    private final URI base;
    private final List<Operation> operations;
    private final Random random;
    private final Map<String, List<String>> known;
    private final boolean isBackEndAway;
    private final AnswerSchemas schemas;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> faults = new ArrayList<>();
    private int requests;

    /// @param known values that lead somewhere, by the parameter's name
    /// @param operations which to ask, as `GET /v1/jobs/{job_id}`
    /// @param isBackEndAway 503 is a right answer
    public ApiFuzzer(URI base, JsonNode openapi, long seed, Map<String, List<String>> known, Predicate<String> operations, boolean isBackEndAway) {
        this.base = base;
        this.operations = Operation.of(openapi).stream().filter(operation -> operations.test(operation.toString())).toList();
        this.schemas = new AnswerSchemas(openapi);
        this.random = new Random(seed);
        this.known = known;
        this.isBackEndAway = isBackEndAway;
    }

    /// Goes round all operations until the time is over, at least once.
    ///
    /// @return what was wrong
    public List<String> run(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        do {
            for (Operation operation : operations) {
                request(operation);
            }
        } while (System.nanoTime() < end && faults.size() < 20);
        return faults;
    }

    public int requests() {
        return requests;
    }

    private void request(Operation operation) throws InterruptedException {
        Values values = new Values(random, known);
        String path = path(operation, values);
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_LIMIT);
        headers(operation, values, request);
        String body = body(operation, values, request);
        String what = operation.method() + " " + path + (body.isEmpty() ? "" : " " + body);
        requests++;
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream content = answer.body()) {
                // a stream of events does not end by itself
                boolean isEndless = type(answer).startsWith("text/event-stream");
                check(operation, what, answer, isEndless ? new byte[0] : content.readNBytes(MAX_ANSWER_BYTES));
            }
        } catch (IOException e) {
            faults.add(what + " -> " + e);
        }
    }

    private String path(Operation operation, Values values) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (Operation.Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                String value = values.of(parameter.name(), parameter.schema(), parameter.example());
                // an empty segment or one of dots is another path
                path = path.replace("{" + parameter.name() + "}", value.matches("[.]*") ? "x" : encoded(value));
            } else if (parameter.in().equals("query")) {
                for (int times = random.nextInt(8) == 0 ? 2 : random.nextInt(2); times > 0; times--) {
                    query.append(query.isEmpty() ? '?' : '&').append(parameter.name()).append('=').append(encoded(values.of(parameter.name(), parameter.schema(), parameter.example())));
                }
            }
        }
        return (random.nextInt(6) == 0 ? path.replaceFirst("^/v1", "") : path) + query + (random.nextInt(20) == 0 ? (query.isEmpty() ? "?" : "&") + "%FF=%C0%80&unknown" : "");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    private void headers(Operation operation, Values values, HttpRequest.Builder request) {
        if (random.nextInt(3) == 0) {
            String[] types = operation.answerTypes().toArray(String[]::new);
            request.setHeader("Accept", values.any(types.length == 0 ? "*/*" : types[random.nextInt(types.length)], "*/*", "text/html,*/*;q=0.1", "image/png", "application/json;q=x", ";;", "a/b/c", "*/json", "", ", text/csv", "text/csv;a=\"b,c\"", "text/csv;", "text/csv;a"));
        }
        if (random.nextInt(5) == 0) {
            request.setHeader(values.any("If-None-Match", "If-Match", "Range", "Last-Event-ID", "If-Modified-Since"), values.any("*", "\"x\"", "W/\"x\"", "x", "bytes=0-", "-1", "1-2-3", "\"", "99999999999999999999"));
        }
    }

    /// @return for people
    private String body(Operation operation, Values values, HttpRequest.Builder request) {
        if (operation.bodyTypes().isEmpty()) {
            request.method(operation.method(), BodyPublishers.noBody());
            return "";
        }
        String type = operation.bodyTypes().get(random.nextInt(operation.bodyTypes().size()));
        byte[] body;
        if (type.equals("application/json")) {
            body = random.nextInt(10) == 0 ? values.garbageBytes() : values.json(operation.jsonBody()).getBytes(UTF_8);
        } else {
            String boundary = "b0undary";
            type += random.nextInt(8) == 0 ? "" : "; boundary=" + boundary;
            body = form(boundary, values);
        }
        request.setHeader("Content-Type", random.nextInt(10) == 0 ? values.any("text/plain", "application/xml", "multipart/form-data", "x", "application/json;charset=utf-16") : type);
        BodyPublisher publisher = BodyPublishers.ofByteArray(body);
        request.method(operation.method(), publisher);
        return type + " " + new String(body, 0, Math.min(body.length, 300), UTF_8);
    }

    private byte[] form(String boundary, Values values) {
        String name = values.any("file", "manifest", "model", "report", "", "x".repeat(2_000), "\"", "файл");
        String file = values.any("a.pcap", "../a", "", "\u0000", "a/b.pcap", "x".repeat(2_000), "\"; x=\"", "con", ".", "ж.pcap");
        String end = values.any("\r\n--" + boundary + "--\r\n", "\r\n--" + boundary, "");
        return ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file + "\"\r\n"
                + values.any("", "Content-Type: application/octet-stream\r\n", "Content-Type: x\r\n", "Content-Transfer-Encoding: base64\r\n") + "\r\n" + values.any("", "content", "{}") + end).getBytes(UTF_8);
    }

    private void check(Operation operation, String what, HttpResponse<InputStream> answer, byte[] content) {
        int status = answer.statusCode();
        String text = new String(content, 0, Math.min(content.length, 500), UTF_8);
        if (status >= 500 && !(status == 503 && isBackEndAway)) {
            faults.add(what + " -> " + status + " " + text);
        } else if (!operation.statuses().contains(status) && !OF_HTTP.contains(status)) {
            faults.add(what + " -> " + status + ", which is not documented: " + text);
        } else if (type(answer).contains("json") && content.length > 0 && content.length < MAX_ANSWER_BYTES) {
            checkJson(operation, what, answer, content, text);
        } else if (status >= 400) {
            faults.add(what + " -> " + status + (content.length == 0 ? " without a body" : " of type " + type(answer) + ": " + text));
        }
    }

    private void checkJson(Operation operation, String what, HttpResponse<InputStream> answer, byte[] content, String text) {
        int status = answer.statusCode();
        try {
            JsonNode body = json.readTree(content);
            schemas.breach(operation, status, type(answer), body).ifPresent(breach -> faults.add(what + " -> " + status + " otherwise than documented: " + breach));
            if (status >= 400 && (body.path("status").asInt() != status || body.path("message").asText().isBlank())) {
                faults.add(what + " -> " + status + " without a reason: " + text);
            }
        } catch (IOException e) {
            faults.add(what + " -> " + status + " with what is no JSON: " + text);
        }
    }

    private static String type(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }
}
