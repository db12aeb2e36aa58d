package dev.tractor.extractor.lease;

import dev.tractor.extractor.config.RegistryConfig;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/// The registry over HTTP.
@Singleton
public class HttpRegistry implements Registry {
    private final RegistryApi api;

    public HttpRegistry(RegistryConfig config) {
        api = QuarkusRestClientBuilder.newBuilder()
                .baseUri(config.url())
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .build(RegistryApi.class);
    }

    @Override
    public Optional<Lease> take(String owner) throws IOException {
        try {
            return Optional.ofNullable(answer(() -> api.take(new RegistryApi.Owner(owner))));
        } catch (WebApplicationException e) {
            throw unexpected(e);
        }
    }

    @Override
    public int heartbeat(Lease lease, Heartbeat heartbeat) throws IOException, LeaseLostException {
        return held(lease, () -> api.heartbeat(lease.jobId(), lease.attempt(), heartbeat)).batchesStored();
    }

    @Override
    public void complete(Lease lease, Completion completion) throws IOException, LeaseLostException {
        held(lease, () -> api.complete(lease.jobId(), lease.attempt(), completion));
    }

    @Override
    public void fail(Lease lease, String owner, String reason) throws IOException, LeaseLostException {
        held(lease, () -> api.fail(lease.jobId(), lease.attempt(), new RegistryApi.Failure(owner, reason)));
    }

    private static <T> T held(Lease lease, Supplier<RestResponse<T>> call) throws IOException, LeaseLostException {
        try {
            return answer(call);
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            if (status == RestResponse.StatusCode.CONFLICT || status == RestResponse.StatusCode.NOT_FOUND) {
                throw new LeaseLostException(lease);
            }
            throw unexpected(e);
        }
    }

    /// @return the body, null without one
    private static <T> T answer(Supplier<RestResponse<T>> call) throws IOException {
        try (RestResponse<T> response = call.get()) {
            return response.getStatus() == RestResponse.StatusCode.NO_CONTENT ? null : response.getEntity();
        } catch (ProcessingException e) {
            throw new IOException("file-registry cannot be reached: " + e.getMessage(), e);
        }
    }

    private static IOException unexpected(WebApplicationException e) {
        return new IOException("file-registry answered " + e.getResponse().getStatus(), e);
    }
}
