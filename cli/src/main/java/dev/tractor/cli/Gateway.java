package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client of the REST API v1 of a running TrActor.
final class Gateway implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int CONFLICT = 409;
    private static final int NO_CONTENT = 204;
    private static final long BYTES_PER_KB = 1_000;
    private static final int PAGE_ROWS = 1_000;
    private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]*)>; rel=\"next\"");
    private static final String JSON_TYPE = "application/json";

    private final URI url;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
    private final JsonMapper json = new JsonMapper();

    /// @param url of the gateway, `http://host:port`
    Gateway(URI url) {
        this.url = url;
    }

    /// A capture of the repository.
    ///
    /// @param kilobytes of 1,000 bytes
    record Stored(String name, long kilobytes) {}

    /// Sends a capture to the repository: a long one straight to the object store where that can be reached, else as a stream.
    ///
    /// @return what is stored, or empty when that name is taken and not to be replaced
    Optional<Stored> upload(CaptureSource.CaptureFile file, boolean replace, ProgressLine progress) {
        if (file.regular() && file.length() >= DirectUpload.LEAST_BYTES) {
            try {
                return uploadDirectly(file, replace, progress);
            } catch (DirectUpload.UnreachableException e) {
                // the gateway takes it
            }
        }
        return uploadAsStream(file, replace, progress);
    }

    private Optional<Stored> uploadDirectly(CaptureSource.CaptureFile file, boolean replace, ProgressLine progress) throws DirectUpload.UnreachableException {
        String body = json.createObjectNode().put("name", file.path().getFileName().toString()).put("size_bytes", file.length()).put("replace", replace).toString();
        HttpResponse<String> begun = send(request("/v1/uploads").header("Content-Type", JSON_TYPE).timeout(ANSWER_TIMEOUT).POST(BodyPublishers.ofString(body)).build());
        switch (parse(begun.body()).path("type").asText()) {
            case "/problems/capture-exists" -> {
                return Optional.empty();
            }
            case "/problems/no-direct-uploads" -> throw new DirectUpload.UnreachableException();
            default -> { }
        }
        JsonNode page = checked(begun);
        String upload = "/v1/uploads/" + page.path("upload_id").asText();
        DirectUpload parts = new DirectUpload(http, file, progress);
        try {
            parts.send(page);
            while (parts.partsSent() < page.path("parts_total").asInt()) {
                parts.send(checked(send(request(upload + "/parts?from=" + (parts.partsSent() + 1)).timeout(ANSWER_TIMEOUT).GET().build())));
            }
            JsonNode capture = checked(send(request(upload + "/completion").header("Content-Type", JSON_TYPE).POST(BodyPublishers.ofString(parts.completion().toString())).build()));
            return Optional.of(new Stored(capture.path("name").asText(), Math.ceilDiv(capture.path("size_bytes").asLong(), BYTES_PER_KB)));
        } catch (DirectUpload.UnreachableException | CommandFailure e) {
            send(request(upload).timeout(ANSWER_TIMEOUT).DELETE().build());
            throw e;
        }
    }

    /// Whether the name is taken is asked first, not to send gigabytes for a refusal.
    private Optional<Stored> uploadAsStream(CaptureSource.CaptureFile capture, boolean replace, ProgressLine progress) {
        if (!replace && holds(capture.path().getFileName().toString())) {
            return Optional.empty();
        }
        String boundary = "tractor-" + UUID.randomUUID();
        HttpRequest request = request("/v1/files" + (replace ? "?replace=true" : ""))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(multipart(capture, boundary, progress))
                .build();
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() == CONFLICT) {
            return Optional.empty();
        }
        JsonNode file = checked(answer).path(0);
        return Optional.of(new Stored(file.path("name").asText(), file.path("size").asLong()));
    }

    private boolean holds(String name) {
        JsonNode files = checked(send(request("/v1/files/list").timeout(ANSWER_TIMEOUT).GET().build()));
        return files.valueStream().anyMatch(file -> file.path("name").asText().equals(name));
    }

    /// Starts a job for a capture of the repository, or finds the equal one that runs.
    ///
    /// @return FileStatus
    JsonNode process(String fileName) {
        String body = json.createObjectNode().put("file_name", fileName).toString();
        return checked(send(request("/v1/files/process").header("Content-Type", JSON_TYPE).timeout(ANSWER_TIMEOUT).POST(BodyPublishers.ofString(body)).build()));
    }

    /// Starts a job, or finds the equal one that runs.
    ///
    /// @param fileName of a capture, null with `relabel`
    /// @param relabel the finished job whose flows are to be labelled again, or null
    /// @param model by name or digest, null for the active one
    /// @param options by name
    /// @return Job
    JsonNode startJob(String fileName, Long relabel, String model, Map<String, BigDecimal> options) {
        ObjectNode body = json.createObjectNode();
        if (relabel == null) {
            body.put("file_name", fileName);
        } else {
            body.put("relabel", relabel);
        }
        if (model != null) {
            body.put("model", model);
        }
        options.forEach((name, value) -> body.withObjectProperty("options").put(name, value));
        return checked(send(request("/v1/jobs").header("Content-Type", JSON_TYPE).timeout(ANSWER_TIMEOUT).POST(BodyPublishers.ofString(body.toString())).build()));
    }

    /// Gives every Capture, page by page.
    ///
    /// @param search what their names hold, or null
    void captures(String search, Consumer<JsonNode> sink) {
        pages("/v1/captures?limit=" + PAGE_ROWS + (search == null ? "" : "&search=" + encoded(search)), "captures", sink);
    }

    /// @return Capture
    JsonNode capture(String name) {
        return checked(send(request("/v1/captures/" + encoded(name)).timeout(ANSWER_TIMEOUT).GET().build()));
    }

    void deleteCapture(String name) {
        delete("/v1/captures/" + encoded(name));
    }

    /// Gives every JobSummary, the newest first, page by page.
    ///
    /// @param capture name of the capture that they are on, or null
    void jobs(String capture, Consumer<JsonNode> sink) {
        pages("/v1/jobs?limit=" + PAGE_ROWS + (capture == null ? "" : "&capture=" + encoded(capture)), "jobs", sink);
    }

    void cancel(long job) {
        checked(send(request("/v1/jobs/" + job + "/cancel").timeout(ANSWER_TIMEOUT).POST(BodyPublishers.noBody()).build()));
    }

    void deleteJob(long job) {
        delete("/v1/jobs/" + job);
    }

    private void pages(String first, String field, Consumer<JsonNode> sink) {
        for (String path = first; path != null; ) {
            HttpResponse<String> answer = send(request(path).timeout(ANSWER_TIMEOUT).GET().build());
            checked(answer).path(field).forEach(sink);
            path = answer.headers().firstValue("Link").map(NEXT_PAGE::matcher).filter(Matcher::matches).map(link -> link.group(1)).orElse(null);
        }
    }

    private void delete(String path) {
        HttpResponse<String> answer = send(request(path).timeout(ANSWER_TIMEOUT).DELETE().build());
        if (answer.statusCode() != NO_CONTENT) {
            checked(answer);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// @return array of Model
    JsonNode models() {
        return checked(send(request("/v1/models").timeout(ANSWER_TIMEOUT).GET().build()));
    }

    /// @return Model with its manifest
    JsonNode model(String reference) {
        return checked(send(request(modelPath(reference)).timeout(ANSWER_TIMEOUT).GET().build()));
    }

    /// @return Model, which labels new jobs from now on
    JsonNode activate(String reference) {
        String body = json.createObjectNode().put("model", reference).toString();
        return checked(send(request("/v1/models/active").header("Content-Type", JSON_TYPE).timeout(ANSWER_TIMEOUT).PUT(BodyPublishers.ofString(body)).build()));
    }

    void deleteModel(String reference) {
        delete(modelPath(reference));
    }

    /// Sends the files of a model.
    ///
    /// @param parts each by its name in the form
    /// @return Model
    JsonNode uploadModel(SequencedMap<String, Path> parts) throws IOException {
        String boundary = "tractor-" + UUID.randomUUID();
        List<BodyPublisher> body = new ArrayList<>();
        for (Map.Entry<String, Path> part : parts.entrySet()) {
            body.add(BodyPublishers.ofByteArray(partHead(boundary, part.getKey(), part.getValue())));
            body.add(BodyPublishers.ofFile(part.getValue()));
            body.add(BodyPublishers.ofByteArray(bytes("\r\n")));
        }
        body.add(BodyPublishers.ofByteArray(bytes("--" + boundary + "--\r\n")));
        return checked(send(request("/v1/models").header("Content-Type", "multipart/form-data; boundary=" + boundary).timeout(ANSWER_TIMEOUT)
                .POST(BodyPublishers.concat(body.toArray(BodyPublisher[]::new))).build()));
    }

    private static String modelPath(String reference) {
        return "/v1/models/" + encoded(reference);
    }

    private static byte[] partHead(String boundary, String part, Path file) {
        return bytes("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\"" + file.getFileName() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// @return File of the job's capture, with the job's status
    JsonNode details(long job) {
        return checked(send(request("/v1/file/" + job + "/details").timeout(ANSWER_TIMEOUT).GET().build()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new CommandFailure("no TrActor answers at " + url + "; start one with './tractor up', or name another with --url", e);
        } catch (IOException e) {
            throw new CommandFailure("the exchange with " + url + " broke off: " + Destination.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }

    private JsonNode checked(HttpResponse<String> answer) {
        JsonNode body = parse(answer.body());
        if (answer.statusCode() >= 400) {
            String message = body.path("message").asText("");
            throw new CommandFailure(url + " answers " + answer.statusCode() + (message.isEmpty() ? "" : ": " + message));
        }
        if (body.isMissingNode()) {
            throw new CommandFailure(url + " answers no JSON; is it a TrActor?");
        }
        return body;
    }

    private JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            return json.missingNode();
        }
    }

    /// One part `file` (RFC 7578), its name escaped as browsers do it.
    private static BodyPublisher multipart(CaptureSource.CaptureFile file, String boundary, ProgressLine progress) {
        String name = file.path().getFileName().toString().replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        BodyPublisher content = BodyPublishers.ofInputStream(() -> new Counted(open(file), progress));
        return BodyPublishers.concat(
                BodyPublishers.ofByteArray(head), file.regular() ? BodyPublishers.fromPublisher(content, file.length()) : content, BodyPublishers.ofByteArray(tail));
    }

    private static InputStream open(CaptureSource.CaptureFile file) {
        try {
            return Files.newInputStream(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tells the progress how much has been read.
    private static final class Counted extends FilterInputStream {
        private final ProgressLine progress;
        private long bytes;

        Counted(InputStream in, ProgressLine progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            bytes += Math.max(read, 0);
            progress.sent(bytes);
            return read;
        }
    }
}
