package dev.tractor.gateway.rest;

import jakarta.ws.rs.core.Response.Status;

/// What is said about an error that HTTP itself has.
final class ErrorMessages {
    private ErrorMessages() {}

    static String of(int status, String path) {
        return switch (Status.fromStatusCode(status)) {
            case BAD_REQUEST -> "The request is malformed: its URI is no valid URI, or a value in it cannot be read.";
            case NOT_FOUND -> "There is nothing at %s; /q/openapi describes what there is.".formatted(path);
            case METHOD_NOT_ALLOWED -> "%s does not take this method; the Allow header names those it takes.".formatted(path);
            case NOT_ACCEPTABLE -> "%s has no answer in a type that the Accept header allows.".formatted(path);
            case PRECONDITION_FAILED -> "The answer of %s has none of the tags that the If-Match header names.".formatted(path);
            case REQUEST_ENTITY_TOO_LARGE -> "The body is too large.";
            case REQUEST_URI_TOO_LONG -> "The URI is too long.";
            case UNSUPPORTED_MEDIA_TYPE -> "%s does not take a body of this Content-Type.".formatted(path);
            case INTERNAL_SERVER_ERROR -> "Internal server error; the log of api-gateway says more.";
            case null -> "Error %d".formatted(status);
            case Status other -> other.getReasonPhrase();
        };
    }
}
