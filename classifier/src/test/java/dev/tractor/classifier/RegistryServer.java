package dev.tractor.classifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// file-registry as docs/reference/internal-api.md describes it, for models: it gives back what it is told.
public class RegistryServer implements QuarkusTestResourceLifecycleManager {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /// `METHOD path body`
    public List<String> requests() {
        return requests;
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        return Map.of(
                "tractor.registry.url", "http://127.0.0.1:" + server.getAddress().getPort(),
                "quarkus.minio.host", "http://127.0.0.1:1", "quarkus.minio.access-key", "a", "quarkus.minio.secret-key", "b",
                "tractor.classifier.model-limit", "16M");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + new String(body, StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(RegistryServer.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
