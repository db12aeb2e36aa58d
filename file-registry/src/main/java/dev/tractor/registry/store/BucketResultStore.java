package dev.tractor.registry.store;

import dev.tractor.objectstore.Patient;
import dev.tractor.registry.BucketsConfig;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.minio.messages.Upload;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;

/// The bucket over the S3 protocol.
@ApplicationScoped
public class BucketResultStore implements ResultStore {
    /// An attempt begins a few uploads, and an attempt that ends in order leaves none.
    private static final int MAX_UPLOADS_LISTED = 1_000;

    private final MinioClient client;
    private final MinioAsyncClient uploads;
    private final String bucket;

    BucketResultStore(MinioClient client, @Patient MinioAsyncClient uploads, BucketsConfig buckets) {
        this.client = client;
        this.uploads = uploads;
        this.bucket = buckets.results();
    }

    @Override
    public void delete(long jobId) {
        String folder = "jobs/" + jobId + "/";
        try {
            for (Result<Item> object : client.listObjects(ListObjectsArgs.builder().bucket(bucket).prefix(folder).recursive(true).build())) {
                client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(object.get().objectName()).build());
            }
            abortUploads(folder);
        } catch (MinioException | IOException | GeneralSecurityException | ExecutionException e) {
            throw new StoreUnavailableException("deleting " + bucket + "/" + folder + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("deleting " + bucket + "/" + folder + " was interrupted", e);
        }
    }

    /// Those that a killed extractor has left.
    private void abortUploads(String folder) throws MinioException, IOException, GeneralSecurityException, ExecutionException, InterruptedException {
        for (Upload upload : uploads.listMultipartUploadsAsync(bucket, null, null, null, null, MAX_UPLOADS_LISTED, folder, null, null, null).get().result().uploads()) {
            uploads.abortMultipartUploadAsync(bucket, null, upload.objectName(), upload.uploadId(), null, null).get();
        }
    }
}
