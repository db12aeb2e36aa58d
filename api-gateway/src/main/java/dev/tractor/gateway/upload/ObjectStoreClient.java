package dev.tractor.gateway.upload;

import io.minio.MinioAsyncClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The S3 client of this process, made of the properties `quarkus.minio.*`. The URL's scheme says whether TLS is used.
class ObjectStoreClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /// Longest silence of the store: it may copy for a while when the parts of a long object are put together.
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(5);

    @Produces
    @Singleton
    MinioAsyncClient client(
            @ConfigProperty(name = "quarkus.minio.host") String url,
            @ConfigProperty(name = "quarkus.minio.access-key") String accessKey,
            @ConfigProperty(name = "quarkus.minio.secret-key") String secretKey,
            @ConfigProperty(name = "quarkus.minio.region") Optional<String> region) {
        MinioAsyncClient.Builder builder = MinioAsyncClient.builder().endpoint(url).credentials(accessKey, secretKey);
        region.ifPresent(builder::region);
        MinioAsyncClient client = builder.build();
        client.setTimeout(CONNECT_LIMIT.toMillis(), SILENCE_LIMIT.toMillis(), SILENCE_LIMIT.toMillis());
        return client;
    }
}
