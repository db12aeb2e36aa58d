package dev.tractor.gateway.rest;

import io.vertx.core.http.HttpServerRequest;
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
                request.connection().close().toCompletionStage().toCompletableFuture().join();
            }
        };
    }
}
