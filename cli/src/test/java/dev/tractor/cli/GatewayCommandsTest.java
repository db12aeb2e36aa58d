package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands against a server that answers what api-v1 says, in the order in which a test lays the answers down.
class GatewayCommandsTest {
    private static final String FILE = """
            {"name": "a b.pcap", "extension": "pcap", "time_start": 1, "time_end": 2, "size": 101, "status": {"state": "new"}}""";

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private HttpServer server;
    private String url;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anUploadSendsThePartWithItsNameAndBytes() throws IOException {
        byte[] content = new byte[100_500];
        new Random(1).nextBytes(content);
        Path capture = Files.write(folder.resolve("Пакет \"1\".pcap"), content);
        answers.add(new Answer(200, "[]"));
        answers.add(new Answer(201, "[" + FILE + "]"));

        CommandRun run = CommandRun.of("upload", capture, "--url", url);

        assertEquals(new CommandRun(0, "a b.pcap: uploaded, 101 kB\n", ""), run);
        Request request = requests.getLast();
        assertEquals("POST /v1/files", request.line());
        byte[] head = ("--" + request.boundary() + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Пакет %221%22.pcap\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + request.boundary() + "--\r\n").getBytes(StandardCharsets.UTF_8);
        assertEquals(head.length + content.length + tail.length, request.contentLength());
        assertArrayEquals(head, Arrays.copyOf(request.body(), head.length));
        assertArrayEquals(content, Arrays.copyOfRange(request.body(), head.length, head.length + content.length));
        assertArrayEquals(tail, Arrays.copyOfRange(request.body(), head.length + content.length, request.body().length));
    }

    @Test
    void aTakenNameIsToldAndTheNextCaptureIsStillUploaded() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken.pcap"), "x");
        Path takenMeanwhile = Files.writeString(folder.resolve("meanwhile.pcap"), "x");
        Path fresh = Files.writeString(folder.resolve("a b.pcap"), "x");
        answers.add(new Answer(200, "[" + FILE.replace("a b.pcap", "taken.pcap") + "]"));
        answers.add(new Answer(200, "[]"));
        answers.add(new Answer(409, "{\"status\": 409, \"code\": 409, \"message\": \"exists\"}"));
        answers.add(new Answer(200, "[]"));
        answers.add(new Answer(201, "[" + FILE + "]"));

        CommandRun run = CommandRun.of("upload", taken, takenMeanwhile, fresh, "--url", url);

        String refusal = ": a capture of that name exists already; --replace overwrites it\n";
        assertEquals(new CommandRun(1, "a b.pcap: uploaded, 101 kB\n", "tractor upload: " + taken + refusal + "tractor upload: " + takenMeanwhile + refusal), run);
        assertEquals(
                List.of("GET /v1/files/list", "GET /v1/files/list", "POST /v1/files", "GET /v1/files/list", "POST /v1/files"), requests.stream().map(Request::line).toList());
    }

    @Test
    void replaceIsAskedOfTheGateway() throws IOException {
        answers.add(new Answer(201, "[" + FILE + "]"));

        CommandRun.of("upload", "--replace", Files.writeString(folder.resolve("a.pcap"), "x"), "--url", url);

        assertEquals("POST /v1/files?replace=true", requests.getFirst().line());
    }

    @Test
    void aGatewayThatIsNotThereIsTold() throws IOException {
        Path capture = Files.writeString(folder.resolve("a.pcap"), "x");
        int unused = unusedPort();

        CommandRun run = CommandRun.of("upload", capture, "--url", "http://127.0.0.1:" + unused);

        assertEquals(
                new CommandRun(1, "", "tractor upload: no TrActor answers at http://127.0.0.1:" + unused + "; start one with './tractor up', or name another with --url\n"),
                run);
    }

    @Test
    void whatIsNoUrlIsWrongUsage() throws IOException {
        Path capture = Files.writeString(folder.resolve("a.pcap"), "x");

        CommandRun run = CommandRun.of("upload", capture, "--url", "localhost");

        assertEquals(new CommandRun(2, "", "tractor upload: 'localhost' is no URL like http://127.0.0.1:8080\nTry 'tractor upload --help'.\n"), run);
    }

    @Test
    void aJobIsStartedAndFollowedToItsEnd() {
        answers.add(new Answer(200, "{\"state\": \"in_progress\", \"job_id\": 12, \"started_at\": 100}"));
        answers.add(new Answer(200, """
                {"name": "a.pcap", "status": {"state": "in_progress", "job_id": 12, "phase": "extracting", "progress": {"bytes_read": 5, "bytes_total": 10, "packets": 3, "flows": 2}}}"""));
        answers.add(new Answer(200, """
                {"name": "a.pcap", "flows_count": 7, "status": {"state": "finished", "job_id": 12, "started_at": 100, "finished_at": 103}}"""));

        CommandRun run = CommandRun.of("process", "a.pcap", "--wait", "--url", url);

        assertEquals(new CommandRun(0, "job 12, a.pcap: finished, 7 flows in 3 s\n", ""), run);
        assertEquals(List.of("POST /v1/files/process", "GET /v1/file/12/details", "GET /v1/file/12/details"), requests.stream().map(Request::line).toList());
        assertEquals("{\"file_name\":\"a.pcap\"}", new String(requests.getFirst().body(), StandardCharsets.UTF_8));
    }

    @Test
    void aFailedJobIsTold() {
        answers.add(new Answer(200, "{\"name\": \"a.pcap\", \"status\": {\"state\": \"failed\", \"job_id\": 12, \"message\": \"no packet\"}}"));

        assertEquals(new CommandRun(1, "job 12, a.pcap: failed: no packet\n", ""), CommandRun.of("job", 12, "--url", url));
    }

    @Test
    void anErrorOfTheGatewayIsPassedOn() {
        answers.add(new Answer(404, "{\"status\": 404, \"code\": 404, \"message\": \"There is no job 12.\"}"));

        assertEquals(new CommandRun(1, "", "tractor job: " + url + " answers 404: There is no job 12.\n"), CommandRun.of("job", 12, "--url", url));
    }

    @Test
    void theFlowsOfAJobAreLabelledAgain() {
        answers.add(new Answer(200, "{\"job_id\": 13, \"file_name\": \"a.pcap\", \"state\": \"in_progress\"}"));

        CommandRun run = CommandRun.of("process", "--relabel", 12, "--model", "mine", "--url", url);

        assertEquals(new CommandRun(0, "job 13, a.pcap: in_progress\n", ""), run);
        assertEquals("POST /v1/jobs", requests.getFirst().line());
        assertEquals("{\"relabel\":12,\"model\":\"mine\"}", new String(requests.getFirst().body(), StandardCharsets.UTF_8));
        assertEquals(2, CommandRun.of("process", "a.pcap", "--relabel", 12, "--url", url).exitCode());
        assertEquals(2, CommandRun.of("process", "--url", url).exitCode());
    }

    @Test
    void modelsAreListedActivatedShownAndDeleted() {
        String model = "{\"name\": \"mine\", \"digest\": \"0123456789abcdef\", \"profile\": \"iscx-2016\", \"built_in\": false, \"active\": true}";
        answers.add(new Answer(200, "[" + model + "]"));
        answers.add(new Answer(200, model));
        answers.add(new Answer(200, model));
        answers.add(new Answer(204, ""));

        assertEquals(new CommandRun(0, "* mine                     0123456789ab  iscx-2016        uploaded\n", ""), CommandRun.of("models", "list", "--url", url));
        assertEquals(new CommandRun(0, "mine 0123456789ab: active\n", ""), CommandRun.of("models", "activate", "mine", "--url", url));
        assertTrue(CommandRun.of("models", "show", "mine", "--url", url).out().contains("\"digest\" : \"0123456789abcdef\""));
        assertEquals(new CommandRun(0, "mine: deleted\n", ""), CommandRun.of("models", "delete", "mine", "--url", url));

        assertEquals(List.of("GET /v1/models", "PUT /v1/models/active", "GET /v1/models/mine", "DELETE /v1/models/mine"), requests.stream().map(Request::line).toList());
        assertEquals("{\"model\":\"mine\"}", new String(requests.get(1).body(), StandardCharsets.UTF_8));
    }

    @Test
    void aModelIsUploadedWithBothItsFiles() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{}");
        answers.add(new Answer(400, "{\"status\": 400, \"code\": 400, \"message\": \"The model is refused: why\"}"));
        answers.add(new Answer(201, "{\"name\": \"mine\", \"digest\": \"0123\"}"));

        CommandRun missing = CommandRun.of("models", "upload", folder, "--url", url);
        assertEquals(1, missing.exitCode());
        assertTrue(missing.err().contains("model.onnx: no such file"), missing.err());
        Files.writeString(folder.resolve("model.onnx"), "onnx");
        assertEquals(new CommandRun(1, "", "tractor models upload: " + url + " answers 400: The model is refused: why\n"), CommandRun.of("models", "upload", folder, "--url", url));
        assertEquals(new CommandRun(0, "mine: uploaded, digest 0123\n", ""), CommandRun.of("models", "upload", folder, "--url", url));

        Request request = requests.getLast();
        String boundary = request.boundary();
        String part = "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        assertEquals("--" + boundary + "\r\nContent-Disposition: form-data; name=\"manifest\"; filename=\"manifest.json" + part + "{}\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"model\"; filename=\"model.onnx" + part + "onnx\r\n--" + boundary + "--\r\n", new String(request.body(), StandardCharsets.UTF_8));
        assertEquals(request.body().length, request.contentLength());
    }

    @Test
    void capturesAreListedPageByPageShownAndDeleted() {
        String done = "{\"name\": \"dir/a b.pcap\", \"size_bytes\": 4321, \"state\": \"finished\", \"job\": {\"job_id\": 7, \"flows\": 48}}";
        answers.add(new Answer(200, "{\"captures\": [" + done + "]}", Map.of("Link", "</v1/captures?limit=1000&search=a%20b&cursor=x>; rel=\"next\"")));
        answers.add(new Answer(200, "{\"captures\": [{\"name\": \"new.pcap\", \"size_bytes\": 1, \"state\": \"new\"}]}"));
        answers.add(new Answer(200, done));
        answers.add(new Answer(204, ""));

        assertEquals(new CommandRun(0, """
                finished         7        48 flows            4321 bytes  dir/a b.pcap
                new                                              1 bytes  new.pcap
                """, ""), CommandRun.of("captures", "list", "--search", "a b", "--url", url));
        assertTrue(CommandRun.of("captures", "show", "dir/a b.pcap", "--url", url).out().contains("\"size_bytes\" : 4321"));
        assertEquals(new CommandRun(0, "dir/a b.pcap: deleted\n", ""), CommandRun.of("captures", "delete", "dir/a b.pcap", "--url", url));

        assertEquals(List.of("GET /v1/captures?limit=1000&search=a%20b", "GET /v1/captures?limit=1000&search=a%20b&cursor=x", "GET /v1/captures/dir%2Fa%20b.pcap", "DELETE /v1/captures/dir%2Fa%20b.pcap"),
                requests.stream().map(Request::line).toList());
    }

    @Test
    void jobsAreListedCancelledAndDeleted() {
        answers.add(new Answer(200, """
                {"jobs": [{"job_id": 8, "capture": "a.pcap", "state": "failed", "phase": "done", "percent": 0, "message": "cancelled", "model": "m"},
                          {"job_id": 7, "capture": "a.pcap", "state": "in_progress", "phase": "extracting", "percent": 42}]}"""));
        answers.add(new Answer(200, "{\"state\": \"failed\"}"));
        answers.add(new Answer(409, "{\"status\": 409, \"code\": 409, \"message\": \"job 7 runs\"}"));

        assertEquals(new CommandRun(0, """
                     8 failed        0%  cancelled       m               a.pcap
                     7 in_progress  42%  extracting                      a.pcap
                """, ""), CommandRun.of("jobs", "list", "--capture", "a.pcap", "--url", url));
        assertEquals(new CommandRun(0, "job 7: cancelled\n", ""), CommandRun.of("jobs", "cancel", 7, "--url", url));
        assertEquals(new CommandRun(1, "", "tractor jobs delete: " + url + " answers 409: job 7 runs\n"), CommandRun.of("jobs", "delete", 7, "--url", url));

        assertEquals(List.of("GET /v1/jobs?limit=1000&capture=a.pcap", "POST /v1/jobs/7/cancel", "DELETE /v1/jobs/7"), requests.stream().map(Request::line).toList());
    }

    @Test
    void aJobGetsItsOptions() {
        answers.add(new Answer(202, "{\"job_id\": 13, \"file_name\": \"a.pcap\", \"state\": \"in_progress\"}"));

        assertEquals(0, CommandRun.of("process", "a.pcap", "--option", "idle_timeout_s=0.5", "--option", "max_flows=9", "--url", url).exitCode());

        assertEquals("POST /v1/jobs", requests.getFirst().line());
        assertEquals("{\"file_name\":\"a.pcap\",\"options\":{\"idle_timeout_s\":0.5,\"max_flows\":9}}", new String(requests.getFirst().body(), StandardCharsets.UTF_8));
        assertEquals(2, CommandRun.of("process", "a.pcap", "--option", "idle_timeout_s", "--url", url).exitCode());
    }

    @Test
    void aLongCaptureGoesStraightToTheObjectStoreInParts() throws IOException {
        long length = DirectUpload.LEAST_BYTES + 5;
        Path capture = sparse(length);
        String part = "{\"part\": %d, \"url\": \"" + url + "/captures/long.pcap?partNumber=%d\"}";
        String upload = "{\"upload_id\": \"u1\", \"name\": \"long.pcap\", \"part_bytes\": " + DirectUpload.LEAST_BYTES + ", \"parts_total\": 2, \"parts\": [%s]}";
        answers.add(new Answer(201, upload.formatted(part.formatted(1, 1))));
        answers.add(new Answer(500, "", Map.of()));
        answers.add(new Answer(200, "", Map.of("ETag", "\"e1\"")));
        answers.add(new Answer(200, upload.formatted(part.formatted(2, 2))));
        answers.add(new Answer(200, "", Map.of("ETag", "\"e2\"")));
        answers.add(new Answer(201, "{\"name\": \"long.pcap\", \"size_bytes\": " + length + "}"));

        assertEquals(new CommandRun(0, "long.pcap: uploaded, 67109 kB\n", ""), CommandRun.of("upload", capture, "--url", url));

        assertEquals(List.of("POST /v1/uploads", "PUT /captures/long.pcap?partNumber=1", "PUT /captures/long.pcap?partNumber=1", "GET /v1/uploads/u1/parts?from=2", "PUT /captures/long.pcap?partNumber=2",
                "POST /v1/uploads/u1/completion"), requests.stream().map(Request::line).toList());
        assertEquals("{\"name\":\"long.pcap\",\"size_bytes\":" + length + ",\"replace\":false}", new String(requests.getFirst().body(), StandardCharsets.UTF_8));
        assertEquals(DirectUpload.LEAST_BYTES, requests.get(2).body().length);
        assertEquals(5, requests.get(4).body().length);
        assertEquals("{\"parts\":[{\"part\":1,\"etag\":\"\\\"e1\\\"\"},{\"part\":2,\"etag\":\"\\\"e2\\\"\"}]}", new String(requests.getLast().body(), StandardCharsets.UTF_8));
    }

    @Test
    void whereTheObjectStoreCannotBeReachedTheGatewayTakesTheCapture() throws IOException {
        Path capture = sparse(DirectUpload.LEAST_BYTES);
        String unreachable = "http://127.0.0.1:" + unusedPort() + "/captures/long.pcap";
        answers.add(new Answer(201, "{\"upload_id\": \"u1\", \"part_bytes\": 99999999, \"parts_total\": 1, \"parts\": [{\"part\": 1, \"url\": \"" + unreachable + "\"}]}"));
        answers.add(new Answer(204, ""));
        answers.add(new Answer(200, "[]"));
        answers.add(new Answer(201, "[" + FILE + "]"));
        answers.add(new Answer(409, "{\"message\": \"taken\", \"type\": \"/problems/capture-exists\"}"));

        assertEquals(new CommandRun(0, "a b.pcap: uploaded, 101 kB\n", ""), CommandRun.of("upload", capture, "--url", url));
        assertEquals(1, CommandRun.of("upload", capture, "--url", url).exitCode());

        assertEquals(List.of("POST /v1/uploads", "DELETE /v1/uploads/u1", "GET /v1/files/list", "POST /v1/files", "POST /v1/uploads"), requests.stream().map(Request::line).toList());
    }

    private Path sparse(long length) throws IOException {
        Path file = folder.resolve("long.pcap");
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(length);
        }
        return file;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            requests.add(new Request(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(), headers.getFirst("Content-Type"), headers.getFirst("Content-Length"),
                    exchange.getRequestBody().readAllBytes()));
            Answer answer = answers.removeFirst();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private record Answer(int status, String body, Map<String, String> headers) {
        Answer(int status, String body) {
            this(status, body, Map.of());
        }
    }

    private record Request(String line, String contentType, String length, byte[] body) {
        String boundary() {
            return contentType.replaceFirst(".*boundary=", "");
        }

        long contentLength() {
            return Long.parseLong(length);
        }
    }
}
