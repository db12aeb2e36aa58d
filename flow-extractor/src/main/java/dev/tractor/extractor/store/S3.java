package dev.tractor.extractor.store;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// Waits for calls of the asynchronous client, interruptibly, and turns their many exceptions into [IOException].
final class S3 {
    /// One call.
    @FunctionalInterface
    interface Call<T> {
        CompletableFuture<T> begin() throws IOException, MinioException, GeneralSecurityException;
    }

    private S3() {}

    static <T> T await(Call<T> call) throws IOException, InterruptedException {
        try {
            return call.begin().get();
        } catch (ExecutionException e) {
            throw fault(e.getCause());
        } catch (MinioException | GeneralSecurityException e) {
            throw fault(e);
        }
    }

    private static IOException fault(Throwable cause) {
        return switch (cause) {
            case CompletionException wrapped when wrapped.getCause() != null -> fault(wrapped.getCause());
            case ErrorResponseException e -> new StoreException(e.response().code(), e.errorResponse().code(), e.errorResponse().message());
            case IOException e -> e;
            default -> new IOException("the object store cannot be asked: " + cause, cause);
        };
    }
}
