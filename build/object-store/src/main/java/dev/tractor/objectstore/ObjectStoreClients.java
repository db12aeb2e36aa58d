package dev.tractor.objectstore;

import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The S3 clients of a process, made of the properties `quarkus.minio.*`. The URL's scheme says whether TLS is used; the extension's own clients take that from `quarkus.minio.secure` and are switched off.
@Singleton
class ObjectStoreClients {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /// A store that says nothing for so long is asked again.
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);
    private static final Duration LONG_SILENCE_LIMIT = Duration.ofMinutes(5);

    private final String url;
    private final String accessKey;
    private final String secretKey;
    private final Optional<String> region;

    ObjectStoreClients(
            @ConfigProperty(name = "quarkus.minio.host") String url,
            @ConfigProperty(name = "quarkus.minio.access-key") String accessKey,
            @ConfigProperty(name = "quarkus.minio.secret-key") String secretKey,
            @ConfigProperty(name = "quarkus.minio.region") Optional<String> region) {
        this.url = url;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.region = region;
    }

    @Produces
    @Singleton
    MinioClient blocking() {
        MinioClient.Builder builder = MinioClient.builder().endpoint(url).credentials(accessKey, secretKey);
        region.ifPresent(builder::region);
        MinioClient client = builder.build();
        client.setTimeout(CONNECT_LIMIT.toMillis(), SILENCE_LIMIT.toMillis(), SILENCE_LIMIT.toMillis());
        return client;
    }

    @Produces
    @Singleton
    MinioAsyncClient asynchronous() {
        return asynchronous(SILENCE_LIMIT);
    }

    @Produces
    @Singleton
    @Patient
    MinioAsyncClient patient() {
        return asynchronous(LONG_SILENCE_LIMIT);
    }

    private MinioAsyncClient asynchronous(Duration silence) {
        MinioAsyncClient.Builder builder = MinioAsyncClient.builder().endpoint(url).credentials(accessKey, secretKey);
        region.ifPresent(builder::region);
        MinioAsyncClient client = builder.build();
        client.setTimeout(CONNECT_LIMIT.toMillis(), silence.toMillis(), silence.toMillis());
        return client;
    }
}
