package dev.tractor.registry.store;

import com.google.common.collect.ImmutableMultimap;
import com.google.common.collect.Multimap;
import dev.tractor.objectstore.Patient;
import dev.tractor.registry.BucketsConfig;
import io.minio.MinioAsyncClient;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Part;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// The bucket over the S3 protocol.
@ApplicationScoped
public class BucketUploadStore implements UploadStore {
    private static final String NO_SUCH_UPLOAD = "NoSuchUpload";
    /// What a client of ours can be at fault for.
    private static final Set<String> REFUSALS = Set.of(NO_SUCH_UPLOAD, "InvalidPart", "InvalidPartOrder", "InvalidPartNumber", "EntityTooSmall", "EntityTooLarge", "PreconditionFailed", "InvalidRequest", "InvalidArgument");
    /// Makes the store itself refuse a second object of the name, where it knows conditional writes.
    private static final Multimap<String, String> ONLY_IF_NEW = ImmutableMultimap.of("If-None-Match", "*");

    private final MinioAsyncClient client;
    private final String bucket;

    BucketUploadStore(@Patient MinioAsyncClient client, BucketsConfig buckets) {
        this.client = client;
        this.bucket = buckets.captures();
    }

    @Override
    public String begin(String name) {
        return ask("beginning an upload of " + name, () -> client.createMultipartUploadAsync(bucket, null, name, null, null)).result().uploadId();
    }

    @Override
    public void complete(String name, String storeId, List<String> etags, boolean onlyNew) {
        Part[] parts = new Part[etags.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(i + 1, etags.get(i));
        }
        ask("completing the upload of " + name, () -> client.completeMultipartUploadAsync(bucket, null, name, storeId, parts, onlyNew ? ONLY_IF_NEW : null, null));
    }

    @Override
    public void abort(String name, String storeId) {
        try {
            ask("giving up the upload of " + name, () -> client.abortMultipartUploadAsync(bucket, null, name, storeId, null, null));
        } catch (UploadRefusedException e) {
            // the store has none any more
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        CompletableFuture<T> ask() throws Exception;
    }

    private static <T> T ask(String what, Question<T> question) {
        try {
            return question.ask().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(what + " was interrupted", e);
        } catch (Exception e) {
            throw translated(what, cause(e));
        }
    }

    /// The client wraps its failures once for each step that they passed.
    private static Throwable cause(Throwable failure) {
        boolean wrapped = (failure instanceof ExecutionException || failure instanceof CompletionException) && failure.getCause() != null;
        return wrapped ? cause(failure.getCause()) : failure;
    }

    private static RuntimeException translated(String what, Throwable failure) {
        if (failure instanceof ErrorResponseException refusal && REFUSALS.contains(refusal.errorResponse().code())) {
            return new UploadRefusedException(refusal.errorResponse().code() + ", " + refusal.errorResponse().message());
        }
        return new StoreUnavailableException(what + " failed: " + failure.getMessage(), failure);
    }
}
