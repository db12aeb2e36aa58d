package dev.tractor.gateway.v1;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.ProblemType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of every error. Paths beside v1 add RFC 9457's fields.
@Schema(name = "Error", description = "The body of every error. Paths beside v1 add RFC 9457's fields.", requiredProperties = {"status", "code", "message"})
@JsonNaming(SnakeCaseStrategy.class)
public record ErrorBody(
        @Schema(description = "HTTP status", examples = "404") int status,
        @Schema(description = "The same number", examples = "404") int code,
        @Schema(description = "What is wrong and what to do", examples = "There is no job 12345.") String message,
        @Schema(description = "RFC 9457: the kind of problem, as a reference that leads to its description", examples = "/problems/unknown-job") String type,
        @Schema(description = "RFC 9457: the kind of problem for people", examples = "There is no such job") String title,
        @Schema(description = "RFC 9457: the same as message") String detail,
        @Schema(description = "RFC 9457: the path that was asked") String instance,
        @Schema(description = "Where a query is wrong") QueryError errors,
        @Schema(description = "Captures with the bytes that were to be uploaded") List<String> sameAs) {

    @Schema(name = "QueryError", description = "Where a query is wrong.", requiredProperties = "column")
    public record QueryError(@Schema(description = "Counted from 1", examples = "7") int column) {}

    public static ErrorBody of(int status, String message) {
        return new ErrorBody(status, status, message, null, null, null, null, null, null);
    }

    public static ErrorBody problem(int status, String message, ProblemType type, ApiException.Details more, String instance) {
        QueryError errors = more.column() == null ? null : new QueryError(more.column());
        return new ErrorBody(status, status, message, type.uri(), type.title(), message, instance, errors, more.sameAs());
    }
}
