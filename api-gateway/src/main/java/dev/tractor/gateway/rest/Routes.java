package dev.tractor.gateway.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.gateway.v1.ErrorBody;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// What lies outside the resources: the way to the page, and the Error body where no resource was reached.
@ApplicationScoped
class Routes {
    private static final int[] ERRORS = {400, 404, 405, 413, 414, 500};

    private final ObjectMapper mapper;

    Routes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void register(@Observes Router router) {
        router.get("/").order(Integer.MIN_VALUE).handler(rc -> rc.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, "ui/").end());
        router.getWithRegex("/ui").order(Integer.MIN_VALUE).handler(rc -> rc.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, "ui/").end());
        router.route().order(Integer.MAX_VALUE).handler(rc -> answer(rc, 404));
        for (int status : ERRORS) router.errorHandler(status, rc -> answer(rc, status));
    }

    private void answer(RoutingContext rc, int status) {
        if (rc.response().headWritten()) {
            rc.response().reset();
            return;
        }
        rc.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(body(status, rc.request().path()));
    }

    private String body(int status, String path) {
        try {
            return mapper.writeValueAsString(ErrorBody.of(status, ErrorMessages.of(status, path)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
