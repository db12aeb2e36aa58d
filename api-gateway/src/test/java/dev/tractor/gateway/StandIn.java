package dev.tractor.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// The other side of a wire contract: a real HTTP server that answers what docs/reference/internal-api.md says a service answers.
final class StandIn implements AutoCloseable {
    @FunctionalInterface
    interface Answer {
        void send(HttpExchange exchange, String body) throws IOException;
    }

    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private Answer otherwise = notProgrammed();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final int port;
    private HttpServer server;

    StandIn() {
        start(0);
        port = server.getAddress().getPort();
    }

    private void start(int onPort) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            requests.add(body.isEmpty() ? request : request + " " + body);
            Answer answer;
            synchronized (answers) {
                answer = answers.getOrDefault(request, otherwise);
            }
            answer.send(exchange, body);
        }
    }

    private static Answer notProgrammed() {
        return (exchange, body) -> json(404, "{\"status\":404,\"code\":404,\"message\":\"not programmed\"}").send(exchange, body);
    }

    /// What every other request is answered.
    void otherwise(Answer answer) {
        synchronized (answers) {
            otherwise = answer;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void on(String request, int status, String json) {
        on(request, json(status, json));
    }

    void on(String request, Answer answer) {
        synchronized (answers) {
            answers.put(request, answer);
        }
    }

    static Answer json(int status, String json) {
        return (exchange, _) -> {
            byte[] bytes = json.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) exchange.getResponseBody().write(bytes);
        };
    }

    /// A page of flows after which another one comes.
    static Answer page(String json, String nextCursor) {
        return (exchange, body) -> {
            exchange.getResponseHeaders().set("X-Next-Cursor", nextCursor);
            json(200, json).send(exchange, body);
        };
    }

    List<String> requests() {
        return new ArrayList<>(requests);
    }

    void reset() {
        synchronized (answers) {
            answers.clear();
            otherwise = notProgrammed();
        }
        requests.clear();
    }

    /// Is away while `during` runs: its port refuses.
    void away(Runnable during) {
        server.stop(0);
        try {
            during.run();
        } finally {
            start(port);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
