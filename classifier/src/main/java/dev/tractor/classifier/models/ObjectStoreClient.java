package dev.tractor.classifier.models;

import io.minio.MinioClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The S3 client of this process, made of the properties `quarkus.minio.*`. The URL's scheme says whether TLS is used.
class ObjectStoreClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /// A store that says nothing for so long is asked again.
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);

    @Produces
    @Singleton
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
}
