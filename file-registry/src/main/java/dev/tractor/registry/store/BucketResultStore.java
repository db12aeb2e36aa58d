package dev.tractor.registry.store;

import dev.tractor.registry.BucketsConfig;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.GeneralSecurityException;

/// The bucket over the S3 protocol.
@ApplicationScoped
public class BucketResultStore implements ResultStore {
    private final MinioClient client;
    private final String bucket;

    BucketResultStore(MinioClient client, BucketsConfig buckets) {
        this.client = client;
        this.bucket = buckets.results();
    }

    @Override
    public void delete(long jobId) {
        String folder = "jobs/" + jobId + "/";
        try {
            for (Result<Item> object : client.listObjects(ListObjectsArgs.builder().bucket(bucket).prefix(folder).recursive(true).build())) {
                client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(object.get().objectName()).build());
            }
        } catch (MinioException | IOException | GeneralSecurityException e) {
            throw new StoreUnavailableException("deleting " + bucket + "/" + folder + " failed: " + e.getMessage(), e);
        }
    }
}
