package dev.tractor.classifier.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/// Gives every error the same body, and no reader a stack trace.
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(ErrorMapper.class);

    /// The body of every error.
    public record ErrorBody(int status, int code, String message) {}

    @Override
    public Response toResponse(Throwable fault) {
        if (fault instanceof WebApplicationException known) {
            return response(known.getResponse().getStatus(), known.getMessage());
        }
        LOG.error("a request failed", fault);
        return response(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode(), "internal error");
    }

    private static Response response(int status, String message) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(new ErrorBody(status, status, message)).build();
    }
}
