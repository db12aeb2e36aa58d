package dev.tractor.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.testsupport.http.Request;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies are built byte by byte, because clients differ in how they write a file name.
@QuarkusTest
@WithTestResource(Surroundings.class)
class UploadTest {
    private static final String BOUNDARY = "----b0undary";
    private static final byte[] CONTENT = "not looked at here".getBytes(UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration UNFINISHED_GO = Duration.ofSeconds(60);

    record Answer(int status, String type, JsonNode body) {
        String message() {
            return body.get("message").textValue();
        }
    }

    Surroundings surroundings;

    @BeforeEach
    void anEmptyBucket() throws IOException {
        surroundings.reset();
        surroundings.registry.on("POST /internal/captures", (exchange, body) -> {
            String name = JSON.readTree(body).get("name").textValue();
            String capture = JSON.createObjectNode().put("name", name).put("etag", "e").put("extension", "pcap").put("size_bytes", Files.size(object(name)))
                    .put("first_nanos", 0).put("last_nanos", 0).toString();
            StandIn.json(200, capture).send(exchange, body);
        });
        for (Path file : files()) Files.deleteIfExists(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files", "/files"})
    void filesAreStoredAndShownToTheRegistry(String path) throws Exception {
        var answer = post(path, part("file", "a.pcap", CONTENT), part("file", "empty.pcap", new byte[0]));

        assertEquals(201, answer.status());
        assertEquals("""
                [{"name":"a.pcap","extension":"pcap","time_start":0,"time_end":0,"status":{"state":"new"},"size":1},\
                {"name":"empty.pcap","extension":"pcap","time_start":0,"time_end":0,"status":{"state":"new"},"size":0}]""", answer.body().toString());
        assertEquals(List.of("POST /internal/captures {\"name\":\"a.pcap\"}", "POST /internal/captures {\"name\":\"empty.pcap\"}"), surroundings.registry.requests());
        assertArrayEquals(CONTENT, Files.readAllBytes(object("a.pcap")));
        assertEquals(0, Files.size(object("empty.pcap")));
    }

    /// Three parts of S3, the last of one byte; sent without a length.
    @Test
    void aLongCaptureGoesInParts() throws Exception {
        byte[] content = new byte[(16 << 20) + 1];
        new Random(1).nextBytes(content);

        assertEquals(201, post("/v1/files", part("file", "long.pcap", content)).status());
        assertArrayEquals(content, Files.readAllBytes(object("long.pcap")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            filename="с пробелом и юникодом 漢字.pcap"                                  | с пробелом и юникодом 漢字.pcap
            filename*=utf-8''%D1%84%20%25.pcap                                          | ф %.pcap
            filename="x.pcap"; filename*=UTF-8''%E6%BC%A2.pcap                          | 漢.pcap
            filename*=UTF-8''%E6%BC%A2.pcap; filename="x.pcap"                          | 漢.pcap
            filename="a%22b\\"c.pcap"                                                   | a"b"c.pcap
            filename="100%25; x=1.pcap"                                                 | 100%25; x=1.pcap
            filename="folder/in folder/x.pcap"                                          | folder/in folder/x.pcap
            filename=plain.pcap                                                         | plain.pcap
            """)
    void aNameIsTakenAsClientsWriteIt(String parameter, String name) throws Exception {
        var answer = post("/v1/files", rawPart("form-data; name=\"file\"; " + parameter, CONTENT));

        assertEquals(201, answer.status(), answer.body()::toString);
        assertEquals(name, answer.body().get(0).get("name").textValue());
        assertArrayEquals(CONTENT, Files.readAllBytes(object(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            filename="../x.pcap"               | The file name '../x.pcap' has a segment '..'.
            filename="a/../x.pcap"             | The file name 'a/../x.pcap' has a segment '..'.
            filename="a/.."                    | The file name 'a/..' has a segment '..'.
            filename*=UTF-8''..%2Fx            | The file name '../x' has a segment '..'.
            filename="a%0Ab.pcap"              | The file name 'a\\u000ab.pcap' has a control character.
            filename*=UTF-8''a%00b             | The file name 'a\\u0000b' has a control character.
            filename*=UTF-8''%FF               | filename* is not percent-encoded UTF-8: '%FF'.
            filename=""                        | A part named file has no file name.
            filename="/x.pcap"                 | The file name '/x.pcap' has an empty segment or a segment '.'.
            filename="a//x.pcap"               | The file name 'a//x.pcap' has an empty segment or a segment '.'.
            filename="./x.pcap"                | The file name './x.pcap' has an empty segment or a segment '.'.
            """)
    void aNameThatIsNoneIsRefused(String parameter, String message) throws Exception {
        var answer = post("/v1/files", rawPart("form-data; name=\"file\"; " + parameter, CONTENT));

        assertEquals(400, answer.status());
        assertEquals(message, answer.message());
        assertEquals(List.of(), stored());
    }

    @Test
    void aSegmentHasAtMost200BytesOfUtf8() throws Exception {
        assertEquals(201, post("/v1/files", part("file", "я".repeat(100), CONTENT)).status());
        assertEquals(400, post("/v1/files", part("file", "я".repeat(100) + "a", CONTENT)).status());
        assertEquals(400, post("/v1/files", rawPart("form-data; name=\"file\"; filename=\"\u00ff\"".getBytes(ISO_8859_1), CONTENT)).status());
    }

    @Test
    void anExistingNameIsOnlyReplacedWhenThatIsSaid() throws Exception {
        post("/v1/files", part("file", "a.pcap", "old".getBytes(UTF_8)));

        var answer = post("/v1/files", part("file", "before.pcap", CONTENT), part("file", "a.pcap", CONTENT), part("file", "after.pcap", CONTENT));

        assertEquals(409, answer.status());
        assertEquals("application/problem+json", answer.type());
        assertEquals("There is a capture 'a.pcap' already. Upload it under another name, or with replace=true to overwrite it. Stored before it: before.pcap.", answer.message());
        assertEquals(List.of("a.pcap", "before.pcap"), stored());
        assertEquals("old", Files.readString(object("a.pcap")));
        assertEquals(201, post("/v1/files?replace=true", part("file", "a.pcap", CONTENT)).status());
        assertArrayEquals(CONTENT, Files.readAllBytes(object("a.pcap")));
        assertEquals(400, post("/v1/files?replace=yes", part("file", "b.pcap", CONTENT)).status());
    }

    @Test
    void whatIsNoUploadIsRefused() throws Exception {
        assertEquals("There is a part named 'other'; the files come in parts named file.", post("/v1/files", part("other", "a.pcap", CONTENT)).message());
        assertEquals("A part named file has no file name.", post("/v1/files", rawPart("form-data; name=\"file\"", CONTENT)).message());
        assertEquals("The body has no part named file.", post("/v1/files").message());
        assertEquals(400, send("/v1/files", "multipart/form-data", new ByteArrayInputStream(CONTENT)).status());
        assertEquals(415, send("/v1/files", "application/json", new ByteArrayInputStream(CONTENT)).status());
        assertEquals(List.of(), stored());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 9 << 20})
    void aBodyThatEndsEarlyStoresNothing(int length) throws Exception {
        byte[] whole = rawPart("form-data; name=\"file\"; filename=\"a.pcap\"", new byte[length]);

        var answer = send("/v1/files", "multipart/form-data; boundary=" + BOUNDARY, new ByteArrayInputStream(whole, 0, whole.length - 10));

        assertEquals(400, answer.status());
        assertEquals("The multipart body is malformed or ends before its last boundary.", answer.message());
        assertEquals(List.of(), stored());
    }

    @Test
    void aClientThatGoesInTheMiddleStoresNothing() throws Exception {
        byte[] part = rawPart("form-data; name=\"file\"; filename=\"a.pcap\"", new byte[10 << 20]);
        try (var socket = new Socket("127.0.0.1", Request.port())) {
            socket.getOutputStream().write(("POST /v1/files HTTP/1.1\r\nHost: gateway\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY
                    + "\r\nContent-Length: 100000000\r\n\r\n").getBytes(UTF_8));
            socket.getOutputStream().write(part);
            socket.getOutputStream().flush();
        }

        assertEquals(201, post("/v1/files", part("file", "b.pcap", CONTENT)).status());
        for (int i = 0; i < 600 && !stored().equals(List.of("b.pcap")); i++) Thread.sleep(100);
        assertEquals(List.of("b.pcap"), stored());
    }

    @Test
    void withoutTheRegistryTheAnswerSaysThatTheFileIsStored() throws Exception {
        surroundings.registry.away(() -> {
            var answer = postUnchecked("/v1/files", part("file", "a.pcap", CONTENT));
            assertEquals(503, answer.status());
            assertTrue(answer.message().startsWith("'a.pcap' is stored and will be listed, but could not be shown to file-registry now: The file-registry does not answer."), answer::message);
        });
        assertTrue(Files.exists(object("a.pcap")));
    }

    private Path object(String name) {
        return surroundings.folder().resolve("captures").resolve(name);
    }

    /// Everything that lies in the bucket's folder, once no part of an unfinished upload lies there any more: those of a client that went away go a moment after it.
    private List<String> stored() throws Exception {
        long deadline = System.nanoTime() + UNFINISHED_GO.toNanos();
        List<String> names = names();
        while (names.stream().anyMatch(name -> name.startsWith(".")) && System.nanoTime() < deadline) {
            Thread.sleep(20);
            names = names();
        }
        return names;
    }

    private List<String> names() throws IOException {
        return files().stream().map(file -> object("").relativize(file).toString()).sorted().toList();
    }

    /// The store may remove parts of an unfinished upload meanwhile: what is gone when it is looked at is none of them.
    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(surroundings.folder(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
                throw failure;
            }
        });
        return files;
    }

    private static byte[] part(String field, String fileName, byte[] content) {
        return rawPart("form-data; name=\"%s\"; filename=\"%s\"".formatted(field, fileName), content);
    }

    private static byte[] rawPart(String disposition, byte[] content) {
        return rawPart(disposition.getBytes(UTF_8), content);
    }

    private static byte[] rawPart(byte[] disposition, byte[] content) {
        try (InputStream bytes = new SequenceInputStream(Collections.enumeration(List.of(new ByteArrayInputStream(("--" + BOUNDARY + "\r\nContent-Disposition: ").getBytes(UTF_8)),
                new ByteArrayInputStream(disposition), new ByteArrayInputStream("\r\nContent-Type: application/octet-stream\r\n\r\n".getBytes(UTF_8)),
                new ByteArrayInputStream(content), new ByteArrayInputStream("\r\n".getBytes(UTF_8)))))) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Answer post(String path, byte[]... parts) throws Exception {
        var bodies = new java.util.ArrayList<InputStream>();
        for (byte[] part : parts) bodies.add(new ByteArrayInputStream(part));
        bodies.add(new ByteArrayInputStream(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8)));
        return send(path, "multipart/form-data; boundary=" + BOUNDARY, new SequenceInputStream(Collections.enumeration(bodies)));
    }

    private static Answer postUnchecked(String path, byte[]... parts) {
        try {
            return post(path, parts);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Answer send(String path, String type, InputStream body) throws Exception {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + Request.port() + path)).header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body)).build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertFalse(response.body().contains("\tat "), "a stack trace");
            return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), JSON.readTree(response.body()));
        }
    }
}
