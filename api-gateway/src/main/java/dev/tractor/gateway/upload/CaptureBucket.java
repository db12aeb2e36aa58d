package dev.tractor.gateway.upload;

import com.google.common.collect.ImmutableMultimap;
import com.google.common.collect.Multimap;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.objectstore.Patient;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Part;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;

/// Writes streams of unknown length into the bucket of captures. The client's own writer of streams is not used: it reads them on the common pool, which slow uploads would fill.
@ApplicationScoped
class CaptureBucket {
    private static final Logger LOG = Logger.getLogger(CaptureBucket.class);
    private static final int MAX_PARTS = 10_000;
    /// Makes the store itself refuse a second object of the name, where it knows conditional writes; the others are asked before.
    private static final Multimap<String, String> ONLY_IF_NEW = ImmutableMultimap.of("If-None-Match", "*");

    private final MinioAsyncClient store;
    private final String bucket;
    private final int partBytes;

    CaptureBucket(@Patient MinioAsyncClient store, BucketsConfig buckets, UploadConfig config) {
        this.store = store;
        this.bucket = buckets.captures();
        this.partBytes = Math.toIntExact(config.partSize().asLongValue());
    }

    /// Stores all of `content` as one object, or nothing.
    ///
    /// @throws ApiException 409 when the name is taken and not to be replaced, 413 when it is longer than the parts can carry, 503 when the store is away
    /// @throws IOException when `content` cannot be read to its end
    void write(String name, InputStream content, boolean replace) throws IOException {
        if (!replace && exists(name)) throw taken(name);
        var condition = replace ? ImmutableMultimap.<String, String>of() : ONLY_IF_NEW;
        byte[] buffer = new byte[partBytes];
        int length = content.readNBytes(buffer, 0, partBytes);
        if (length < partBytes) writeWhole(name, buffer, length, condition);
        else writeInParts(name, content, buffer, condition);
    }

    private boolean exists(String name) {
        try {
            await(name, () -> store.statObject(StatObjectArgs.builder().bucket(bucket).object(name).build()));
            return true;
        } catch (NoSuchObject _) {
            return false;
        }
    }

    private void writeWhole(String name, byte[] buffer, int length, Multimap<String, String> condition) {
        await(name, () -> store.putObject(PutObjectArgs.builder().bucket(bucket).object(name).extraHeaders(condition)
                .stream(new ByteArrayInputStream(buffer, 0, length), length, -1).build()));
    }

    private void writeInParts(String name, InputStream content, byte[] buffer, Multimap<String, String> condition) throws IOException {
        String upload = await(name, () -> store.createMultipartUploadAsync(bucket, null, name, null, null)).result().uploadId();
        try {
            Part[] parts = sendParts(name, upload, content, buffer);
            await(name, () -> store.completeMultipartUploadAsync(bucket, null, name, upload, parts, condition, null));
        } catch (IOException | RuntimeException e) {
            abort(name, upload);
            throw e;
        }
    }

    private Part[] sendParts(String name, String upload, InputStream content, byte[] buffer) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (int length = buffer.length; length > 0; length = content.readNBytes(buffer, 0, buffer.length)) {
            if (parts.size() == MAX_PARTS) throw tooLong(name);
            int bytes = length;
            int number = parts.size() + 1;
            var sent = await(name, () -> store.uploadPartAsync(bucket, null, name, new ByteArrayInputStream(buffer, 0, bytes), bytes, upload, number, null, null));
            parts.add(new Part(number, sent.etag()));
        }
        return parts.toArray(Part[]::new);
    }

    private void abort(String name, String upload) {
        try {
            await(name, () -> store.abortMultipartUploadAsync(bucket, null, name, upload, null, null));
        } catch (RuntimeException e) {
            LOG.warnf("The unfinished upload %s of %s stays in the bucket: %s", upload, name, e.getMessage());
        }
    }

    private <T> T await(String name, Request<T> request) {
        try {
            return request.send().get();
        } catch (ExecutionException e) {
            throw translate(name, cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BackEnd.OBJECT_STORE.away(e);
        } catch (Exception e) {
            throw translate(name, e);
        }
    }

    /// The client wraps its failures once for each step that they passed.
    private static Throwable cause(Throwable failure) {
        boolean wrapped = (failure instanceof ExecutionException || failure instanceof CompletionException) && failure.getCause() != null;
        return wrapped ? cause(failure.getCause()) : failure;
    }

    private RuntimeException translate(String name, Throwable failure) {
        if (!(failure instanceof ErrorResponseException refused)) {
            return failure instanceof IOException ? BackEnd.OBJECT_STORE.away(failure) : ApiException.fault("The object store could not be written.", failure);
        }
        return switch (refused.errorResponse().code()) {
            case "NoSuchKey", "NoSuchObject" -> new NoSuchObject();
            case "NoSuchBucket" -> ApiException.unavailable("The bucket '%s' does not exist yet; file-registry makes it when it starts.".formatted(bucket), refused);
            case "PreconditionFailed" -> taken(name);
            case "SlowDown", "ServiceUnavailable" -> BackEnd.OBJECT_STORE.away(refused);
            default -> ApiException.fault("The object store refused to keep '%s': %s.".formatted(name, refused.errorResponse().code()), refused);
        };
    }

    private static ApiException taken(String name) {
        return ApiException.of(ProblemType.CAPTURE_EXISTS, "There is a capture '%s' already. Upload it under another name, or with replace=true to overwrite it.".formatted(name));
    }

    private ApiException tooLong(String name) {
        return ApiException.tooLarge(String.format(Locale.ROOT, "'%s' is longer than %,d bytes, the most that an upload takes. Put it into the bucket with an S3 client, or raise tractor.upload.part-size.",
                name, (long) MAX_PARTS * partBytes));
    }

    @FunctionalInterface
    private interface Request<T> {
        CompletableFuture<T> send() throws Exception;
    }

    private static final class NoSuchObject extends RuntimeException {
        NoSuchObject() {
            super(null, null, false, false);
        }
    }
}
