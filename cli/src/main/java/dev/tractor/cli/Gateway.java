package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.Optional;
import java.util.UUID;

/// A client of the REST API v1 of a running TrActor.
final class Gateway implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int CONFLICT = 409;
    private static final int NO_CONTENT = 204;
    private static final String JSON_TYPE = "application/json";

    private final URI url;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
    private final JsonMapper json = new JsonMapper();

    /// @param url of the gateway, `http://host:port`
    Gateway(URI url) {
        this.url = url;
    }

    /// Sends a capture to the repository, as a stream. Whether the name is taken is asked first, not to send gigabytes for a refusal.
    ///
    /// @return the stored File, or empty when that name is taken and not to be replaced
    Optional<JsonNode> upload(CaptureSource.CaptureFile file, boolean replace, ProgressLine progress) {
        if (!replace && holds(file.path().getFileName().toString())) {
            return Optional.empty();
        }
        String boundary = "tractor-" + UUID.randomUUID();
        HttpRequest request = request("/v1/files" + (replace ? "?replace=true" : ""))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(multipart(file, boundary, progress))
                .build();
        HttpResponse<String> answer = send(request);
        return answer.statusCode() == CONFLICT ? Optional.empty() : Optional.of(checked(answer).path(0));
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
    /// @return Job
    JsonNode startJob(String fileName, Long relabel, String model) {
        ObjectNode body = json.createObjectNode();
        if (relabel == null) {
            body.put("file_name", fileName);
        } else {
            body.put("relabel", relabel);
        }
        if (model != null) {
            body.put("model", model);
        }
        return checked(send(request("/v1/jobs").header("Content-Type", JSON_TYPE).timeout(ANSWER_TIMEOUT).POST(BodyPublishers.ofString(body.toString())).build()));
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
        HttpResponse<String> answer = send(request(modelPath(reference)).timeout(ANSWER_TIMEOUT).DELETE().build());
        if (answer.statusCode() != NO_CONTENT) {
            checked(answer);
        }
    }

    /// Sends the two files of a model.
    ///
    /// @return Model
    JsonNode uploadModel(Path manifest, Path onnx) throws IOException {
        String boundary = "tractor-" + UUID.randomUUID();
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofByteArray(partHead(boundary, "manifest", manifest)), BodyPublishers.ofFile(manifest),
                BodyPublishers.ofByteArray(bytes("\r\n")), BodyPublishers.ofByteArray(partHead(boundary, "model", onnx)), BodyPublishers.ofFile(onnx),
                BodyPublishers.ofByteArray(bytes("\r\n--" + boundary + "--\r\n")));
        return checked(send(request("/v1/models").header("Content-Type", "multipart/form-data; boundary=" + boundary).timeout(ANSWER_TIMEOUT).POST(body).build()));
    }

    private static String modelPath(String reference) {
        return "/v1/models/" + URLEncoder.encode(reference, StandardCharsets.UTF_8).replace("+", "%20");
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
