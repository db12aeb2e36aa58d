package dev.tractor.extractor.store;

import io.minio.MinioAsyncClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The S3 client of this process, made of the properties `quarkus.minio.*`. The URL's scheme says whether TLS is used.
class S3Client {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /// A store that says nothing for so long is asked again.
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(30);

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
        client.setTimeout(CONNECT_TIMEOUT.toMillis(), SILENCE_TIMEOUT.toMillis(), SILENCE_TIMEOUT.toMillis());
        return client;
    }
}
