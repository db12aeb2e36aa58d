package dev.tractor.classifier.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.classifier.registry.RegistryApi.ModelEntry;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// file-registry, which knows what models there are.
@Singleton
public class ModelRegistry {
    private final RegistryApi api;

    ModelRegistry(RegistryConfig config) {
        api = QuarkusRestClientBuilder.newBuilder()
                .baseUri(config.url())
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .build(RegistryApi.class);
    }

    /// Makes a model known. May be repeated.
    ///
    /// @return the model as the registry shows it
    /// @throws IOException when the registry is away or does not take it: try again
    public JsonNode add(ModelEntry entry) throws IOException {
        try {
            return api.add(entry);
        } catch (WebApplicationException e) {
            throw new IOException("file-registry answered " + e.getResponse().getStatus(), e);
        } catch (ProcessingException e) {
            throw new IOException("file-registry cannot be reached: " + e.getMessage(), e);
        }
    }
}
