package dev.tractor.gateway.backend;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/// An answer that is an error: its kind, and a message that says what is wrong and what to do.
public final class ApiException extends RuntimeException {
    /// What some kinds say besides.
    ///
    /// @param column where a query is wrong, from 1; null for others
    /// @param sameAs captures with the bytes that were to be uploaded; null for others
    public record Details(Integer column, List<String> sameAs) {
        public static final Details NONE = new Details(null, null);
    }

    private final transient ProblemType type;
    private final transient Status status;
    private final transient Details details;

    private ApiException(ProblemType type, Status status, String message, Details details, Throwable cause) {
        super(message, cause);
        this.type = type;
        this.status = status;
        this.details = details;
    }

    public ProblemType type() {
        return type;
    }

    public Status status() {
        return status;
    }

    public Details details() {
        return details;
    }

    public ApiException withMessage(String message) {
        return new ApiException(type, status, message, details, getCause());
    }

    public static ApiException of(ProblemType type, String message) {
        return of(type, message, Details.NONE);
    }

    public static ApiException of(ProblemType type, String message, Details details) {
        return new ApiException(type, type.status(), message, details, null);
    }

    public static ApiException of(Status status, String message) {
        return new ApiException(ProblemType.of(status), status, message, Details.NONE, null);
    }

    public static ApiException badRequest(String message) {
        return of(ProblemType.INVALID_REQUEST, message);
    }

    public static ApiException notFound(String message) {
        return of(ProblemType.NOT_FOUND, message);
    }

    public static ApiException conflict(String message) {
        return of(ProblemType.CONFLICT, message);
    }

    public static ApiException tooLarge(String message) {
        return of(ProblemType.TOO_LARGE, message);
    }

    public static ApiException unavailable(String message, Throwable cause) {
        return new ApiException(ProblemType.UNAVAILABLE, Status.SERVICE_UNAVAILABLE, message, Details.NONE, cause);
    }

    public static ApiException fault(String message, Throwable cause) {
        return new ApiException(ProblemType.INTERNAL_FAULT, Status.INTERNAL_SERVER_ERROR, message, Details.NONE, cause);
    }
}
