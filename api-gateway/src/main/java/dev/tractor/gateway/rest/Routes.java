package dev.tractor.gateway.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.v1.ErrorBody;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.net.URISyntaxException;

/// What lies outside the resources: the way to the page, and the Error body where no resource was reached.
@ApplicationScoped
class Routes {
    private static final int[] ERRORS = {400, 404, 405, 413, 500};
    /// Far more than any request of the API needs; below the limit at which Vert.x answers without a body (quarkus.http.limits.max-initial-line-length).
    private static final int MAX_URI_CHARS = 8 * 1024;
    /// After the routes that set headers, before those that answer.
    private static final int FIRST = -100;

    private final ObjectMapper mapper;

    Routes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::checkUri);
        router.getWithRegex("/(ui)?").order(FIRST).handler(rc -> rc.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, "ui/").end());
        router.route().order(Integer.MAX_VALUE).handler(rc -> answer(rc, 404));
        for (int status : ERRORS) router.errorHandler(status, rc -> answer(rc, status));
    }

    private void checkUri(RoutingContext rc) {
        String uri = rc.request().uri();
        if (uri.length() > MAX_URI_CHARS) {
            answer(rc, 414);
            return;
        }
        try {
            new URI(uri);
        } catch (URISyntaxException _) {
            answer(rc, 400);
            return;
        }
        rc.next();
    }

    private void answer(RoutingContext rc, int status) {
        if (rc.response().headWritten()) {
            rc.response().reset();
            return;
        }
        String path = rc.request().path();
        rc.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, V1Paths.has(path) ? MediaType.APPLICATION_JSON : Errors.PROBLEM_JSON).end(body(status, path));
    }

    private String body(int status, String path) {
        try {
            String message = ErrorMessages.of(status, path);
            ProblemType type = ProblemType.of(Status.fromStatusCode(status));
            return mapper.writeValueAsString(V1Paths.has(path) ? ErrorBody.of(status, message) : ErrorBody.problem(status, message, type, ApiException.Details.NONE, path));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
