package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.v1.ErrorBody;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every failure of a resource becomes the Error body. What is our own fault is logged with its stack trace, and only there.
class Errors {
    private static final Logger LOG = Logger.getLogger(Errors.class);
    static final String RETRY_AFTER_SECONDS = "5";
    static final String PROBLEM_JSON = "application/problem+json";

    @ServerExceptionMapper
    Response map(ApiException e, UriInfo uri) {
        if (e.status() == Status.INTERNAL_SERVER_ERROR) LOG.errorf(e, "%s failed", uri.getPath());
        if (e.status() == Status.SERVICE_UNAVAILABLE) LOG.warnf("%s: %s (%s)", uri.getPath(), e.getMessage(), e.getCause());
        var answer = answer(e, uri);
        if (e.status() == Status.SERVICE_UNAVAILABLE) answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return answer.build();
    }

    /// What JAX-RS itself refuses: 404, 405, 406, 412, 415.
    @ServerExceptionMapper
    Response map(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (status < 400) return e.getResponse();
        if (status >= 500) LOG.errorf(e, "%s failed", uri.getPath());
        return answer(ApiException.of(Status.fromStatusCode(status), ErrorMessages.of(status, uri.getPath())), uri).build();
    }

    @ServerExceptionMapper
    Response map(Exception e, UriInfo uri) {
        LOG.errorf(e, "%s failed", uri.getPath());
        return answer(ApiException.fault(ErrorMessages.of(500, uri.getPath()), e), uri).build();
    }

    private static Response.ResponseBuilder answer(ApiException e, UriInfo uri) {
        int status = e.status().getStatusCode();
        if (!V1Paths.has(uri.getPath())) {
            return Response.status(status).type(PROBLEM_JSON).entity(ErrorBody.problem(status, e.getMessage(), e.type(), e.details(), uri.getRequestUri().getRawPath()));
        }
        return Response.status(status).type(MediaType.APPLICATION_JSON).entity(ErrorBody.of(status, e.getMessage()));
    }
}
