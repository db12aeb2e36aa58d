package dev.tractor.extractor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/// file-registry's lease paths over HTTP, on a free port.
final class RegistryServer implements AutoCloseable {
    private final HttpServer server;
    private final Queue<String> leases = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int endStatus = 204;

    RegistryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal/leases", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void offer(String lease) {
        leases.add(lease);
    }

    /// What completions and failures are answered with.
    void answerEndsWith(int status) {
        endStatus = status;
    }

    /// `METHOD path body`
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + path + " " + body);
        String lease = path.equals("/internal/leases") ? leases.poll() : null;
        if (lease != null) {
            send(exchange, 200, lease);
        } else if (path.equals("/internal/leases")) {
            send(exchange, 204, null);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            send(exchange, 200, "{\"batches_stored\": 7}");
        } else {
            send(exchange, endStatus, endStatus == 204 ? null : "{\"status\":409,\"code\":409,\"message\":\"no\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        if (body == null) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
