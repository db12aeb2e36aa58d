package dev.tractor.extractor.store;

import dev.tractor.objectstore.ObjectRanges;
import dev.tractor.objectstore.ObjectRanges.RefusedException;
import io.minio.MinioAsyncClient;
import io.minio.StatObjectArgs;
import java.io.IOException;
import java.io.InputStream;

/// A capture in S3. Each read names the ETag, so that no byte of another version is ever taken.
record S3CaptureObject(MinioAsyncClient client, String bucket, String name, String etag, long length, ObjectRanges ranges) implements CaptureObject {
    static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    S3CaptureObject(MinioAsyncClient client, String bucket, String name, String etag, long length) {
        this(client, bucket, name, etag, length, new ObjectRanges(client, bucket, name, etag));
    }

    @Override
    public InputStream open(long offset, long count) throws IOException {
        try {
            return count == 0 ? InputStream.nullInputStream() : ranges.open(offset, count);
        } catch (RefusedException e) {
            throw changedOr(new StoreException(e.status(), "range", e.getMessage()));
        }
    }

    @Override
    public void requireUnchanged() throws IOException, InterruptedException {
        try {
            String now = S3.await(() -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(name).build())).etag();
            if (!etag.equals(now)) {
                throw CaptureChangedException.overwritten();
            }
        } catch (StoreException e) {
            throw changedOr(e);
        }
    }

    private static StoreException changedOr(StoreException e) {
        return switch (e.status()) {
            case NOT_FOUND -> throw CaptureChangedException.deleted();
            case PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE -> throw CaptureChangedException.overwritten();
            default -> e;
        };
    }
}
