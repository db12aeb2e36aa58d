package dev.tractor.registry.store;

import dev.tractor.registry.BucketsConfig;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;

/// The bucket over the S3 protocol.
@ApplicationScoped
public class BucketModelStore implements ModelStore {
    private static final List<String> FILES = List.of("manifest.json", "model.onnx");
    private static final String REPORT = "report.json";
    private static final int NOT_FOUND = 404;

    private final MinioClient client;
    private final String bucket;

    BucketModelStore(MinioClient client, BucketsConfig buckets) {
        this.client = client;
        this.bucket = buckets.models();
    }

    @Override
    public boolean holds(String digest) {
        return FILES.stream().allMatch(file -> exists(digest + "/" + file));
    }

    private boolean exists(String object) {
        try {
            client.statObject(StatObjectArgs.builder().bucket(bucket).object(object).build());
            return true;
        } catch (ErrorResponseException e) {
            if (e.response() != null && e.response().code() == NOT_FOUND) {
                return false;
            }
            throw away(object, e);
        } catch (MinioException | IOException | GeneralSecurityException e) {
            throw away(object, e);
        }
    }

    @Override
    public void delete(String digest) {
        for (String file : Stream.concat(FILES.stream(), Stream.of(REPORT)).toList()) {
            try {
                client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(digest + "/" + file).build());
            } catch (MinioException | IOException | GeneralSecurityException e) {
                throw away(digest + "/" + file, e);
            }
        }
    }

    private static StoreUnavailableException away(String object, Exception cause) {
        return new StoreUnavailableException("asking for " + object + " failed: " + cause.getMessage(), cause);
    }
}
