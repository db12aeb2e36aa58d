package dev.tractor.gateway.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// The literal paths of the contract answer as those under `/v1` do.
class UnprefixedPaths {
    private static final Set<String> FIRST_SEGMENTS = Set.of("files", "file", "labels", "jobs", "models", "captures", "uploads");

    @ServerRequestFilter(preMatching = true)
    void prefix(ContainerRequestContext request) {
        var uri = request.getUriInfo();
        String path = uri.getRequestUri().getRawPath();
        int end = path.indexOf('/', 1);
        if (FIRST_SEGMENTS.contains(path.substring(1, end < 0 ? path.length() : end))) {
            // the framework decodes a path that is set here twice, which an escaped percent sign does not survive
            String escaped = path.contains("%25") ? path.replace("%", "%25") : path;
            request.setRequestUri(uri.getRequestUriBuilder().replacePath("/v1" + escaped).build());
        }
    }
}
