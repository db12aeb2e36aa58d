package dev.tractor.gateway.v1;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of every error. Paths beside v1 add RFC 9457's fields.
@Schema(name = "Error", description = "The body of every error. Paths beside v1 add RFC 9457's fields.", requiredProperties = {"status", "code", "message"})
public record ErrorBody(
        @Schema(description = "HTTP status", examples = "404") int status,
        @Schema(description = "The same number", examples = "404") int code,
        @Schema(description = "What is wrong and what to do", examples = "There is no job 12345.") String message,
        @Schema(description = "RFC 9457") String type,
        @Schema(description = "RFC 9457") String title,
        @Schema(description = "RFC 9457") String detail,
        @Schema(description = "RFC 9457: the path that was asked") String instance) {

    public static ErrorBody of(int status, String message) {
        return new ErrorBody(status, status, message, null, null, null, null);
    }

    public static ErrorBody problem(int status, String message, String title, String instance) {
        return new ErrorBody(status, status, message, "about:blank", title, message, instance);
    }
}
