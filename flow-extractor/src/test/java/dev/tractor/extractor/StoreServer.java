package dev.tractor.extractor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of S3 that a small job needs, on a free port: conditional ranged GET, HEAD, PUT, DELETE.
final class StoreServer implements AutoCloseable {
    static final String ETAG = "0cc175b9c0f1b6a831c399e269772661";
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final HttpServer server;
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    StoreServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// By `/bucket/name`.
    Map<String, byte[]> objects() {
        return objects;
    }

    /// `METHOD path range if-match`
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String range = exchange.getRequestHeaders().getFirst("Range");
            String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
            byte[] object = objects.get(path);
            requests.add(exchange.getRequestMethod() + " " + path + " " + range + " " + ifMatch);
            exchange.getResponseHeaders().add("ETag", '"' + ETAG + '"');
            exchange.getResponseHeaders().add("Last-Modified", "Sat, 01 Jan 2022 00:00:00 GMT");
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    objects.put(path, exchange.getRequestBody().readAllBytes());
                    exchange.sendResponseHeaders(200, -1);
                }
                case "DELETE" -> {
                    objects.remove(path);
                    exchange.sendResponseHeaders(204, -1);
                }
                case "HEAD" -> head(exchange, object);
                default -> get(exchange, object, range, ifMatch);
            }
        }
    }

    private static void head(HttpExchange exchange, byte[] object) throws IOException {
        if (object != null) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(object.length));
        }
        exchange.sendResponseHeaders(object == null ? 404 : 200, -1);
    }

    private static void get(HttpExchange exchange, byte[] object, String range, String ifMatch) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        if (query != null && query.contains("location")) {
            xml(exchange, 200, "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>");
        } else if (query != null && query.contains("uploads")) {
            xml(exchange, 200, "<ListMultipartUploadsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Bucket>results</Bucket><KeyMarker/><UploadIdMarker/><MaxUploads>100</MaxUploads><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>");
        } else if (object == null) {
            xml(exchange, 404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>");
        } else if (!('"' + ETAG + '"').equals(ifMatch)) {
            xml(exchange, 412, "<Error><Code>PreconditionFailed</Code><Message>changed</Message></Error>");
        } else {
            Matcher wanted = RANGE.matcher(range);
            if (!wanted.matches()) {
                throw new IOException("range " + range);
            }
            byte[] part = Arrays.copyOfRange(object, Integer.parseInt(wanted.group(1)), Integer.parseInt(wanted.group(2)) + 1);
            exchange.sendResponseHeaders(206, part.length);
            exchange.getResponseBody().write(part);
        }
    }

    private static void xml(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
    }
}
