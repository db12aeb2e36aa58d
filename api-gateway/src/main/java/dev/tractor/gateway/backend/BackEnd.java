package dev.tractor.gateway.backend;

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

    /// As [#ask], of a call without an answer.
    public void tell(Runnable call) {
        ask(() -> {
            call.run();
            return null;
        });
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
            case BAD_REQUEST, NOT_FOUND, CONFLICT -> reason(e.getResponse()).asProblem(status);
            case BAD_GATEWAY, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT -> away(e);
            case null, default -> ApiException.fault("The %s failed with status %d; its log says why.".formatted(title, e.getResponse().getStatus()), e);
        };
    }

    private Refusal reason(Response response) {
        try {
            Refusal refusal = response.readEntity(Refusal.class);
            if (refusal.message() != null) return refusal;
        } catch (RuntimeException _) {
            // said below
        }
        return new Refusal("The %s refused the request with status %d.".formatted(title, response.getStatus()), null, null);
    }
}
