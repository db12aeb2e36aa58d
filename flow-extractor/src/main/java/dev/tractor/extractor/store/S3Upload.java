package dev.tractor.extractor.store;

import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.messages.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/// A multipart upload to S3.
record S3Upload(MinioAsyncClient client, String bucket, String name) implements ObjectUpload {
    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final String NO_SUCH_UPLOAD = "NoSuchUpload";

    @Override
    public void put(byte[] bytes, int length) throws IOException, InterruptedException {
        S3.await(() -> client.putObject(PutObjectArgs.builder().bucket(bucket).object(name)
                .stream(new ByteArrayInputStream(bytes, 0, length), length, -1).contentType(CONTENT_TYPE).build()));
    }

    @Override
    public String begin() throws IOException, InterruptedException {
        return S3.await(() -> client.createMultipartUploadAsync(bucket, null, name, null, null)).result().uploadId();
    }

    @Override
    public String part(String uploadId, int number, byte[] bytes, int length) throws IOException, InterruptedException {
        return S3.await(() -> client.uploadPartAsync(bucket, null, name, new ByteArrayInputStream(bytes, 0, length), length, uploadId, number, null, null)).etag();
    }

    @Override
    public void complete(String uploadId, List<String> etags) throws IOException, InterruptedException {
        Part[] parts = new Part[etags.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(i + 1, etags.get(i));
        }
        try {
            S3.await(() -> client.completeMultipartUploadAsync(bucket, null, name, uploadId, parts, null, null));
        } catch (StoreException e) {
            if (!NO_SUCH_UPLOAD.equals(e.code())) {
                throw e;
            }
            // completed by an earlier try whose answer was lost, else the object is missing and this throws
            S3.await(() -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(name).build()));
        }
    }

    @Override
    public void abort(String uploadId) throws IOException, InterruptedException {
        S3.await(() -> client.abortMultipartUploadAsync(bucket, null, name, uploadId, null, null));
    }
}
