package dev.tractor.gateway.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// The `Allow` header, which RFC 9110 asks of a 405 and the framework leaves out, or mixes over all paths of a resource.
class AllowedMethods {
    private static final String READ = "GET, HEAD, OPTIONS";
    private static final String WRITE = "OPTIONS, POST";

    @ServerResponseFilter
    void allow(ContainerRequestContext request, ContainerResponseContext response) {
        boolean asked = request.getMethod().equals(HttpMethod.OPTIONS) && response.getStatus() == Status.OK.getStatusCode();
        if (asked || response.getStatus() == Status.METHOD_NOT_ALLOWED.getStatusCode()) {
            response.getHeaders().putSingle(HttpHeaders.ALLOW, of(request.getUriInfo().getRequestUri().getRawPath()));
        }
    }

    static String of(String path) {
        boolean write = path.endsWith("/files") || path.endsWith("/files/process") || path.endsWith("/cancel");
        return write ? WRITE : READ;
    }
}
