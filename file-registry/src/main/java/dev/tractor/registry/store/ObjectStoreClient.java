package dev.tractor.registry.store;

import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The S3 client of this process, made of the properties `quarkus.minio.*`. The URL's scheme says whether TLS is used.
class ObjectStoreClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /// Longest silence of the store while it answers; a listing of 1,000 objects or the head of an object takes far less.
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);
    /// A store may copy for a while when the parts of a long object are put together.
    private static final Duration COMPLETION_LIMIT = Duration.ofMinutes(5);

    @Produces
    @ApplicationScoped
    MinioClient client(
            @ConfigProperty(name = "quarkus.minio.host") String url,
            @ConfigProperty(name = "quarkus.minio.access-key") String accessKey,
            @ConfigProperty(name = "quarkus.minio.secret-key") String secretKey,
            @ConfigProperty(name = "quarkus.minio.region") Optional<String> region) {
        MinioClient.Builder builder = MinioClient.builder().endpoint(url).credentials(accessKey, secretKey);
        region.ifPresent(builder::region);
        MinioClient client = builder.build();
        client.setTimeout(CONNECT_LIMIT.toMillis(), SILENCE_LIMIT.toMillis(), SILENCE_LIMIT.toMillis());
        return client;
    }

    /// For uploads, which the other client does not know.
    @Produces
    @Singleton
    MinioAsyncClient uploads(
            @ConfigProperty(name = "quarkus.minio.host") String url,
            @ConfigProperty(name = "quarkus.minio.access-key") String accessKey,
            @ConfigProperty(name = "quarkus.minio.secret-key") String secretKey,
            @ConfigProperty(name = "quarkus.minio.region") Optional<String> region) {
        MinioAsyncClient.Builder builder = MinioAsyncClient.builder().endpoint(url).credentials(accessKey, secretKey);
        region.ifPresent(builder::region);
        MinioAsyncClient client = builder.build();
        client.setTimeout(CONNECT_LIMIT.toMillis(), COMPLETION_LIMIT.toMillis(), COMPLETION_LIMIT.toMillis());
        return client;
    }
}
