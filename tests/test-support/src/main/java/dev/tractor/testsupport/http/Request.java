package dev.tractor.testsupport.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/// A request to the service that runs under `@QuarkusTest`, written as a sentence: `given().queryParam("limit", 1).get("/v1/jobs").then().statusCode(200).body("jobs[0].job_id", is(2))`.
///
/// Each has a connection of its own, and no redirection is followed. What a path has that no URI may have is percent-encoded; what is encoded already stays as it is.
public final class Request {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String BOUNDARY = "----part-of-a-form";
    /// What a URI may have unencoded in its path and query, or encoded already.
    private static final String URI_CHARACTERS = "-._~:/?#@!$&'()*+,;=%";

    private final Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "*/*"));
    private final StringBuilder query = new StringBuilder();
    private byte[] body;
    private ByteArrayOutputStream form;

    private Request() {}

    public static Request given() {
        return new Request();
    }

    public static Request when() {
        return new Request();
    }

    /// Port of the service on the loopback interface.
    public static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    public Request queryParam(String name, Object value) {
        query.append(query.isEmpty() ? '?' : '&').append(encoded(name)).append('=').append(encoded(value.toString()));
        return this;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    public Request header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Request accept(String types) {
        return header("Accept", types);
    }

    public Request contentType(String type) {
        return header("Content-Type", type);
    }

    public Request json(String content) {
        return contentType("application/json").body(content);
    }

    public Request body(String content) {
        body = content.getBytes(UTF_8);
        return this;
    }

    /// A file of a form.
    public Request multiPart(String name, String fileName, byte[] content) {
        return multiPart(name, fileName, content, "application/octet-stream");
    }

    public Request multiPart(String name, String fileName, byte[] content, String type) {
        if (form == null) {
            form = new ByteArrayOutputStream();
            contentType("multipart/form-data; boundary=" + BOUNDARY);
        }
        form.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n".formatted(BOUNDARY, name, fileName, type).getBytes(UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }

    public Answer get(String path) {
        return send("GET", path);
    }

    public Answer head(String path) {
        return send("HEAD", path);
    }

    public Answer options(String path) {
        return send("OPTIONS", path);
    }

    public Answer post(String path) {
        return send("POST", path);
    }

    public Answer put(String path) {
        return send("PUT", path);
    }

    public Answer delete(String path) {
        return send("DELETE", path);
    }

    public Answer send(String method, String path) {
        URI uri = URI.create("http://127.0.0.1:" + port() + allowed(path) + query);
        var request = HttpRequest.newBuilder(uri).timeout(LIMIT).method(method, content());
        headers.forEach(request::header);
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.BodyPublisher content() {
        if (form != null) {
            form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
            body = form.toByteArray();
        }
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    }

    private static String allowed(String path) {
        StringBuilder text = new StringBuilder();
        for (byte b : path.getBytes(UTF_8)) {
            char character = (char) (b & 0xFF);
            boolean isAllowed = character < 0x80 && (Character.isLetterOrDigit(character) || URI_CHARACTERS.indexOf(character) >= 0);
            text.append(isAllowed ? String.valueOf(character) : "%" + HexFormat.of().withUpperCase().toHexDigits(b));
        }
        return text.toString();
    }
}
