package dev.tractor.gateway.backend;

import dev.tractor.gateway.v1.ErrorBody;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.function.Supplier;

/// A part that the gateway asks. It turns the failures of a call into the answer that a client of the gateway gets.
public enum BackEnd {
    REGISTRY("file-registry"),
    STATS("stats-service"),
    CLASSIFIER("classifier"),
    OBJECT_STORE("object store");

    private final String title;

    BackEnd(String title) {
        this.title = title;
    }

    /// @throws ApiException when the part is away, fails, or refuses the request
    public <T> T ask(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw translate(e);
        }
    }

    /// As [#ask], empty where the part answers 404.
    public <T> Optional<T> find(Supplier<T> call) {
        try {
            return Optional.of(ask(call));
        } catch (ApiException e) {
            if (e.status() == Status.NOT_FOUND) return Optional.empty();
            throw e;
        }
    }

    public ApiException translate(Throwable failure) {
        return switch (failure) {
            case ApiException e -> e;
            case WebApplicationException e -> refusal(e);
            default -> away(failure);
        };
    }

    public ApiException away(Throwable cause) {
        return ApiException.unavailable("The %s does not answer. Try again in some seconds; if it lasts, an operator looks whether it runs.".formatted(title), cause);
    }

    private ApiException refusal(WebApplicationException e) {
        Status status = e.getResponse().getStatusInfo().toEnum();
        return switch (status) {
            case BAD_REQUEST, NOT_FOUND, CONFLICT -> ApiException.of(status, message(e.getResponse()));
            case BAD_GATEWAY, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT -> away(e);
            case null, default -> ApiException.fault("The %s failed with status %d; its log says why.".formatted(title, e.getResponse().getStatus()), e);
        };
    }

    private String message(Response response) {
        try {
            return response.readEntity(ErrorBody.class).message();
        } catch (RuntimeException _) {
            return "The %s refused the request with status %d.".formatted(title, response.getStatus());
        }
    }
}
