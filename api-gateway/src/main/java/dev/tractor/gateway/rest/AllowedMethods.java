package dev.tractor.gateway.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// The `Allow` header, which RFC 9110 asks of a 405 and the framework leaves out, or mixes over all paths of a resource.
class AllowedMethods {
    private static final String READ = "GET, HEAD, OPTIONS";
    private static final String WRITE = "OPTIONS, POST";
    private static final String READ_OR_WRITE = "GET, HEAD, OPTIONS, POST";
    private static final String READ_OR_DELETE = "DELETE, GET, HEAD, OPTIONS";
    private static final String DELETE = "DELETE, OPTIONS";
    private static final String REPLACE = "OPTIONS, PUT";

    /// All but READ, by what follows `/v1`, the first that fits.
    private static final Map<Pattern, String> OTHERS = inOrder(
            "/files|/files/process|/uploads|/uploads/[^/]*/completion|/jobs/[^/]*/cancel", WRITE,
            "/jobs|/models", READ_OR_WRITE,
            "/uploads/[^/]*", DELETE,
            "/models/active", REPLACE,
            "/captures/.*|/jobs/[^/]*|/models/[^/]*", READ_OR_DELETE);

    @ServerResponseFilter
    void allow(ContainerRequestContext request, ContainerResponseContext response) {
        boolean asked = request.getMethod().equals(HttpMethod.OPTIONS) && response.getStatus() == Status.OK.getStatusCode();
        if (asked || response.getStatus() == Status.METHOD_NOT_ALLOWED.getStatusCode()) {
            response.getHeaders().putSingle(HttpHeaders.ALLOW, of(request.getUriInfo().getRequestUri().getRawPath()));
        }
    }

    static String of(String path) {
        String rest = path.startsWith("/v1/") ? path.substring("/v1".length()) : path;
        return OTHERS.entrySet().stream().filter(other -> other.getKey().matcher(rest).matches()).map(Map.Entry::getValue).findFirst().orElse(READ);
    }

    private static Map<Pattern, String> inOrder(String... patternsAndMethods) {
        Map<Pattern, String> methods = new LinkedHashMap<>();
        for (int i = 0; i < patternsAndMethods.length; i += 2) methods.put(Pattern.compile(patternsAndMethods[i]), patternsAndMethods[i + 1]);
        return methods;
    }
}
