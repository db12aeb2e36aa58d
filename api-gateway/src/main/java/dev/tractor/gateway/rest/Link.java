package dev.tractor.gateway.rest;

import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/// The `Link` header of a page (RFC 8288).
final class Link {
    static final String DESCRIPTION = "With limit, while there are more: <…>; rel=\"next\"";

    private Link() {}

    /// The same request with the next page's cursor, as a path, so that it holds behind any host.
    static Optional<String> next(UriInfo uri, String cursor) {
        if (cursor == null) return Optional.empty();
        var next = uri.getRequestUriBuilder().replaceQueryParam("cursor", "{cursor}").build(cursor);
        return Optional.of("<%s?%s>; rel=\"next\"".formatted(next.getRawPath(), next.getRawQuery()));
    }
}
