package dev.tractor.extractor.store;

import dev.tractor.extractor.config.BucketsConfig;
import dev.tractor.extractor.lease.Lease;
import io.minio.MinioAsyncClient;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.messages.Upload;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jboss.logging.Logger;

/// The object store, over S3.
@Singleton
public class S3Store implements ObjectStore {
    private static final Logger LOG = Logger.getLogger(S3Store.class);
    private static final int MAX_UPLOADS_LISTED = 100;

    private final MinioAsyncClient client;
    private final BucketsConfig buckets;

    public S3Store(MinioAsyncClient client, BucketsConfig buckets) {
        this.client = client;
        this.buckets = buckets;
    }

    @Override
    public CaptureObject capture(Lease lease) {
        return new S3CaptureObject(client, buckets.captures(), lease.captureName(), lease.etag(), lease.sizeBytes());
    }

    @Override
    public ObjectUpload packetIndex(Lease lease) {
        return new S3Upload(client, buckets.results(), indexName(lease.jobId(), lease.attempt()));
    }

    @Override
    public ObjectUpload flows(Lease lease) {
        return new S3Upload(client, buckets.results(), flowsName(lease.jobId(), lease.attempt()));
    }

    @Override
    public ObjectUpload flowIndex(Lease lease) {
        return new S3Upload(client, buckets.results(), flowIndexName(lease.jobId(), lease.attempt()));
    }

    @Override
    public CaptureObject storedFlows(Lease lease) throws IOException, InterruptedException {
        Lease.StoredFlows flows = lease.relabel();
        String name = flowsName(flows.jobId(), flows.attempt());
        try {
            var found = S3.await(() -> client.statObject(StatObjectArgs.builder().bucket(buckets.results()).object(name).build()));
            return new S3CaptureObject(client, buckets.results(), name, found.etag(), found.size());
        } catch (StoreException e) {
            if (e.status() == S3CaptureObject.NOT_FOUND) {
                throw StoredFlowsException.gone(flows, e);
            }
            throw e;
        }
    }

    @Override
    public void deleteResults(long jobId, int newest) {
        try {
            for (int attempt = newest; attempt >= 1; attempt--) {
                delete(indexName(jobId, attempt));
                delete(flowsName(jobId, attempt));
                delete(flowIndexName(jobId, attempt));
            }
        } catch (IOException e) {
            LOG.warnf("job %d: results of its attempts up to %d may be left in the bucket %s: %s", jobId, newest, buckets.results(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete(String name) throws IOException, InterruptedException {
        S3.await(() -> client.removeObject(RemoveObjectArgs.builder().bucket(buckets.results()).object(name).build()));
        var listed = S3.await(() -> client.listMultipartUploadsAsync(buckets.results(), null, null, null, null, MAX_UPLOADS_LISTED, name, null, null, null));
        for (Upload upload : listed.result().uploads()) {
            if (upload.objectName().equals(name)) {
                S3.await(() -> client.abortMultipartUploadAsync(buckets.results(), null, name, upload.uploadId(), null, null));
            }
        }
    }

    private static String indexName(long jobId, int attempt) {
        return "jobs/" + jobId + "/" + attempt + "/packets.idx";
    }

    private static String flowsName(long jobId, int attempt) {
        return "jobs/" + jobId + "/" + attempt + "/flows.zst";
    }

    private static String flowIndexName(long jobId, int attempt) {
        return "jobs/" + jobId + "/" + attempt + "/flows.idx";
    }
}
