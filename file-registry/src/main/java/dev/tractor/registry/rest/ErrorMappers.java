package dev.tractor.registry.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.tractor.registry.job.JobEndedException;
import dev.tractor.registry.job.JobNeededException;
import dev.tractor.registry.job.LeaseLostException;
import dev.tractor.registry.job.NoReportException;
import dev.tractor.registry.job.NotFoundInRegistryException;
import dev.tractor.registry.job.RelabelRefusedException;
import dev.tractor.registry.model.ModelConflictException;
import dev.tractor.registry.model.UnknownModelException;
import dev.tractor.registry.store.StoreUnavailableException;
import dev.tractor.registry.store.UploadRefusedException;
import dev.tractor.registry.upload.CaptureExistsException;
import dev.tractor.registry.upload.UnknownUploadException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Gives every failure its status and an [ErrorView].
class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    /// PostgreSQL's `character_not_in_repertoire`.
    private static final String NO_TEXT = "22021";
    /// Callers are not told the names of our classes.
    private static final Pattern QUALIFIED_NAME = Pattern.compile("(?:\\w+[.$])+(\\w+)");

    @ServerExceptionMapper
    Response notFound(NotFoundInRegistryException e) {
        return error(Status.NOT_FOUND, e, e.isOfJob() ? "unknown-job" : "unknown-capture");
    }

    @ServerExceptionMapper
    Response notFound(UnknownModelException e) {
        return error(Status.NOT_FOUND, e, "unknown-model");
    }

    @ServerExceptionMapper
    Response notFound(UnknownUploadException e) {
        return error(Status.NOT_FOUND, e, "unknown-upload");
    }

    @ServerExceptionMapper
    Response conflict(LeaseLostException e) {
        return error(Status.CONFLICT, e, null);
    }

    @ServerExceptionMapper
    Response conflict(JobEndedException e) {
        return error(Status.CONFLICT, e, "job-ended");
    }

    @ServerExceptionMapper
    Response conflict(JobNeededException e) {
        return error(Status.CONFLICT, e, "job-needed");
    }

    @ServerExceptionMapper
    Response conflict(NoReportException e) {
        return error(Status.CONFLICT, e, "no-report");
    }

    @ServerExceptionMapper
    Response conflict(RelabelRefusedException e) {
        return error(Status.CONFLICT, e, "relabel-refused");
    }

    @ServerExceptionMapper
    Response conflict(ModelConflictException e) {
        return error(Status.CONFLICT, e, "model-needed");
    }

    @ServerExceptionMapper
    Response conflict(UploadRefusedException e) {
        return error(Status.CONFLICT, e, "upload-incomplete");
    }

    @ServerExceptionMapper
    Response conflict(CaptureExistsException e) {
        int status = Status.CONFLICT.getStatusCode();
        return answer(e.sameAs().isEmpty() ? ErrorView.of(status, e.getMessage(), "capture-exists") : ErrorView.sameAs(status, e.getMessage(), "same-capture", e.sameAs()));
    }

    @ServerExceptionMapper
    Response badRequest(IllegalArgumentException e) {
        return error(Status.BAD_REQUEST.getStatusCode(), e.getMessage());
    }

    @ServerExceptionMapper({MismatchedInputException.class, ValueInstantiationException.class, JsonProcessingException.class})
    Response badJson(JsonProcessingException e) {
        return error(Status.BAD_REQUEST.getStatusCode(), jsonProblem(e));
    }

    @ServerExceptionMapper
    Response unavailable(StoreUnavailableException e) {
        LOG.warn(e.getMessage());
        return error(Status.SERVICE_UNAVAILABLE.getStatusCode(), "the object store does not answer; try again");
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return badJson(json);
        }
        int status = e.getResponse().getStatus();
        Status known = Status.fromStatusCode(status);
        Response.ResponseBuilder answer = Response.fromResponse(error(status, known == null ? "HTTP " + status : known.getReasonPhrase()));
        Object allow = e.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
        return allow == null ? answer.build() : answer.header(HttpHeaders.ALLOW, allow).build();
    }

    @ServerExceptionMapper
    Response fault(Throwable e) {
        if (hasCause(e, cause -> cause instanceof SQLException sql && NO_TEXT.equals(sql.getSQLState()))) {
            return error(Status.BAD_REQUEST.getStatusCode(), "a text has the character U+0000, which no text here can have");
        }
        if (hasCause(e, ErrorMappers::isDatabaseFault)) {
            LOG.warnf("the database did not answer: %s", e);
            return error(Status.SERVICE_UNAVAILABLE.getStatusCode(), "the database does not answer; try again");
        }
        LOG.error("request failed", e);
        return error(Status.INTERNAL_SERVER_ERROR.getStatusCode(), "internal error, see the log of file-registry");
    }

    private static boolean isDatabaseFault(Throwable cause) {
        return cause instanceof SQLException || cause instanceof PersistenceException || cause instanceof RollbackException || cause instanceof SystemException;
    }

    private static boolean hasCause(Throwable fault, Predicate<Throwable> sought) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).anyMatch(sought);
    }

    private static String jsonProblem(JsonProcessingException e) {
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return e.getCause().getMessage();
        }
        String path = e instanceof JsonMappingException mapping ? mapping.getPath().stream().map(JsonMappingException.Reference::getFieldName).collect(Collectors.joining(".")) : "";
        return "the body is not the expected JSON" + (path.isEmpty() ? "" : ", at " + path) + ": " + QUALIFIED_NAME.matcher(e.getOriginalMessage()).replaceAll("$1");
    }

    private static Response error(Status status, Exception e, String type) {
        return answer(ErrorView.of(status.getStatusCode(), e.getMessage(), type));
    }

    private static Response error(int status, String message) {
        return answer(ErrorView.of(status, message));
    }

    private static Response answer(ErrorView body) {
        return Response.status(body.status()).type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
    }
}
