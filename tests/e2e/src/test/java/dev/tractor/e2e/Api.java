package dev.tractor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// The gateway as a client sees it.
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(100);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Api(URI base) {
        this.base = base;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer call(String method, String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    Answer post(String path, String json) {
        return call("POST", path, "application/json", json);
    }

    /// Uploads by multipart, as a browser does.
    Answer upload(String query, String name, byte[] content) {
        String boundary = "----tractor-e2e";
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request("/v1/files" + query).header("Content-Type", "multipart/form-data; boundary=" + boundary).POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /// Uploads a model's two files.
    Answer uploadModel(byte[] manifest, byte[] onnx) {
        String boundary = "----tractor-e2e";
        var body = new ByteArrayOutputStream();
        part(body, boundary, "manifest", manifest);
        part(body, boundary, "model", onnx);
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request("/v1/models").header("Content-Type", "multipart/form-data; boundary=" + boundary).POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /// Sends a part by a URL that the gateway has signed, and gives its ETag.
    String put(String url, byte[] part) {
        try {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(part)).build(), BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer::body);
            return answer.headers().firstValue("ETag").orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void part(ByteArrayOutputStream body, String boundary, String name, byte[] content) {
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name + "\"\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    void activate(String model) {
        Answer answer = call("PUT", "/v1/models/active", "application/json", JSON.createObjectNode().put("model", model).toString());
        assertEquals(200, answer.status(), () -> "activate " + model + ": " + answer.body());
    }

    /// Starts a job by `POST /v1/jobs` and gives its id.
    long startJob(String json) {
        Answer answer = post("/v1/jobs", json);
        assertEquals(202, answer.status(), () -> json + ": " + answer.body());
        return answer.body().path("job_id").asLong();
    }

    /// The job with what its answer depends on.
    JsonNode job(long job) {
        Answer answer = get("/v1/jobs/" + job);
        assertEquals(200, answer.status(), () -> "job " + job + ": " + answer.body());
        return answer.body();
    }

    /// True when the service says that it is ready; false also while nothing answers.
    boolean isReady() {
        try {
            return get("/q/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /// Starts a job and gives its id.
    long process(String name) {
        Answer answer = post("/v1/files/process", JSON.createObjectNode().put("file_name", name).toString());
        assertEquals(200, answer.status(), () -> "process " + name + ": " + answer.body());
        assertEquals("in_progress", answer.body().path("state").asText());
        return answer.body().path("job_id").asLong();
    }

    JsonNode status(long job) {
        Answer answer = get("/v1/file/" + job + "/status");
        assertEquals(200, answer.status(), () -> "status of " + job + ": " + answer.body());
        return answer.body();
    }

    /// Waits until the job has ended, however it did. While a service is being started again the answer may be 503.
    JsonNode ended(long job, Duration limit) {
        return await("end of job " + job, limit, () -> get("/v1/file/" + job + "/status"),
                status -> status.status() != 503 && !status.body().path("state").asText().equals("in_progress")).body();
    }

    /// Waits until the job is finished; fails at once when it failed.
    void finished(long job, Duration limit) {
        JsonNode status = ended(job, limit);
        assertEquals("finished", status.path("state").asText(), () -> "job " + job + ": " + status);
    }

    /// The capture's entry in the list, or a missing node.
    JsonNode listed(String name) {
        Answer answer = get("/v1/files/list");
        assertEquals(200, answer.status(), () -> "list: " + answer.body());
        return StreamSupport.stream(answer.body().spliterator(), false).filter(f -> f.path("name").asText().equals(name)).findFirst().orElse(MissingNode.getInstance());
    }

    static String encode(String parameter) {
        return URLEncoder.encode(parameter, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static <T> T await(String what, Duration limit, java.util.function.Supplier<T> look, Predicate<T> enough) {
        Instant deadline = Instant.now().plus(limit);
        T seen = look.get();
        while (!enough.test(seen)) {
            if (Instant.now().isAfter(deadline)) {
                return fail(what + " did not come within " + limit + "; last seen: " + seen);
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            seen = look.get();
        }
        return seen;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            byte[] body = response.body();
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode json = body.length > 0 && type.contains("json") ? JSON.readTree(body) : MissingNode.getInstance();
            return new Answer(response.statusCode(), type, response.headers().firstValue("Link").orElse(""), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
