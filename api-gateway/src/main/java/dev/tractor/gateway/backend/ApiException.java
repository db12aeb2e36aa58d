package dev.tractor.gateway.backend;

import jakarta.ws.rs.core.Response.Status;

/// An answer that is an error: its status, and a message that says what is wrong and what to do.
public final class ApiException extends RuntimeException {
    private final Status status;

    private ApiException(Status status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    public Status status() {
        return status;
    }

    public ApiException withMessage(String message) {
        return new ApiException(status, message, getCause());
    }

    public static ApiException of(Status status, String message) {
        return new ApiException(status, message, null);
    }

    public static ApiException badRequest(String message) {
        return of(Status.BAD_REQUEST, message);
    }

    public static ApiException notFound(String message) {
        return of(Status.NOT_FOUND, message);
    }

    public static ApiException conflict(String message) {
        return of(Status.CONFLICT, message);
    }

    public static ApiException tooLarge(String message) {
        return of(Status.REQUEST_ENTITY_TOO_LARGE, message);
    }

    public static ApiException unavailable(String message, Throwable cause) {
        return new ApiException(Status.SERVICE_UNAVAILABLE, message, cause);
    }

    public static ApiException fault(String message, Throwable cause) {
        return new ApiException(Status.INTERNAL_SERVER_ERROR, message, cause);
    }
}
