package dev.tractor.gateway.rest;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.jboss.logging.Logger;

/// A body that is written while it is read. When it breaks off, the connection is cut, so that no client takes the part that came for all.
final class Streamed {
    private static final Logger LOG = Logger.getLogger(Streamed.class);

    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private Streamed() {}

    static StreamingOutput to(HttpServerRequest request, Body body) {
        var response = request.response();
        return out -> {
            try {
                body.writeTo(out);
            } catch (IOException | RuntimeException e) {
                if (response.closed()) return;
                if (!response.headWritten()) throw e;
                LOG.warnf("An answer was cut off in its middle: %s", e);
                cut(request);
            }
        };
    }

    /// In HTTP/2 the stream ends with an error, in HTTP/1.1 the connection; it must have ended before the framework ends the body in good order.
    private static void cut(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) request.response().reset();
        else request.connection().close().toCompletionStage().toCompletableFuture().join();
    }
}
