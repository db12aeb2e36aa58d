package dev.tractor.stats.rest;

import dev.tractor.stats.query.FlowList;
import dev.tractor.stats.query.NotCompleteException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Gives every error the same body, and no reader a stack trace.
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(ErrorMapper.class);

    /// A job's tables are dropped when it is deleted.
    private static final String TABLE_IS_GONE = "42P01";
    private static final String TIMED_OUT = "57014";

    @Override
    public Response toResponse(Throwable fault) {
        if (fault instanceof WebApplicationException known) {
            return response(known.getResponse().getStatus(), message(known));
        }
        if (fault instanceof NotCompleteException) {
            return response(Response.Status.NOT_FOUND.getStatusCode(), fault.getMessage());
        }
        switch (sqlState(fault)) {
            case TABLE_IS_GONE -> {
                return response(Response.Status.NOT_FOUND.getStatusCode(), "the flows of this job are being deleted");
            }
            case TIMED_OUT -> {
                return response(Response.Status.BAD_REQUEST.getStatusCode(), "the question takes too long for so many flows: narrow the query");
            }
            default -> { }
        }
        if (fault instanceof FlowList.TooManyListsException) {
            return response(Response.Status.SERVICE_UNAVAILABLE.getStatusCode(), fault.getMessage());
        }
        if (isDatabaseFault(fault)) {
            LOG.errorf("the database did not answer: %s", fault);
            return response(Response.Status.SERVICE_UNAVAILABLE.getStatusCode(), "the database does not answer, try again later");
        }
        LOG.error("a request failed", fault);
        return response(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode(), "internal error");
    }

    /// What our code says, and without the "HTTP 404" in front what JAX-RS says of itself.
    private static String message(WebApplicationException fault) {
        Response.StatusType status = fault.getResponse().getStatusInfo();
        String standard = "HTTP " + status.getStatusCode() + " " + status.getReasonPhrase();
        return standard.equals(fault.getMessage()) ? status.getReasonPhrase() : fault.getMessage();
    }

    /// Empty when it is no fault that the database tells.
    private static String sqlState(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).filter(SQLException.class::isInstance).map(cause -> ((SQLException) cause).getSQLState())
                .filter(Objects::nonNull).findFirst().orElse("");
    }

    private static boolean isDatabaseFault(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException || cause instanceof PersistenceException) {
                return true;
            }
        }
        return false;
    }

    private static Response response(int status, String message) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(ErrorBody.of(status, message)).build();
    }
}
