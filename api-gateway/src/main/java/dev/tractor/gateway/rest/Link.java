package dev.tractor.gateway.rest;

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The `Link` header of a page (RFC 8288).
final class Link {
    static final String DESCRIPTION = "With limit, while there are more: <…>; rel=\"next\"";
    static final String CURSOR = "cursor";

    private Link() {}

    /// @param cursor null when there is no next page
    static Optional<String> next(UriInfo uri, String cursor) {
        URI asked = uri.getRequestUri();
        return Optional.ofNullable(cursor).map(next -> next(asked.getRawPath(), asked.getRawQuery(), next));
    }

    /// The same request with the next page's cursor, as a path, so that it holds behind any host.
    ///
    /// @param query as it came, null without one
    static String next(String path, String query, String cursor) {
        String others = query == null ? "" : Arrays.stream(query.split("&")).filter(parameter -> !parameter.startsWith(CURSOR + "=") && !parameter.equals(CURSOR)).map(parameter -> parameter + "&").collect(Collectors.joining());
        return "<" + path + "?" + others + CURSOR + "=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8) + ">; rel=\"next\"";
    }
}
