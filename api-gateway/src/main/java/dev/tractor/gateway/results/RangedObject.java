package dev.tractor.gateway.results;

import dev.tractor.contracts.stored.StoredObject;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.ProblemType;
import io.minio.GetObjectArgs;
import io.minio.MinioAsyncClient;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// One version of an object of the store, by ranged reads that name its ETag. Every method throws [ApiException]: 503 when the store is away, 409 when the object
/// is not this version any more.
///
/// @param etag without quotation marks
public record RangedObject(MinioAsyncClient store, String bucket, String name, String etag, long length) implements StoredObject {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /// @return empty when there is no such object
    static Optional<RangedObject> find(MinioAsyncClient store, String bucket, String name) {
        try {
            var found = await(() -> store.statObject(StatObjectArgs.builder().bucket(bucket).object(name).build()));
            return Optional.of(new RangedObject(store, bucket, name, found.etag().replace("\"", ""), found.size()));
        } catch (Refused e) {
            if (e.status == NOT_FOUND) return Optional.empty();
            throw BackEnd.OBJECT_STORE.away(e);
        }
    }

    @Override
    public byte[] read(long position, int length) {
        return bytes(open(position, length), length);
    }

    /// @param answer is read and closed
    byte[] bytes(InputStream answer, int length) {
        try (answer) {
            byte[] bytes = answer.readNBytes(length);
            if (bytes.length < length) throw BackEnd.OBJECT_STORE.away(new EOFException("%s ended %d bytes early".formatted(name, length - bytes.length)));
            return bytes;
        } catch (IOException e) {
            throw BackEnd.OBJECT_STORE.away(e);
        }
    }

    public InputStream open(long position, long count) {
        return opened(ask(position, count));
    }

    /// Asks for a range without waiting for it; [#opened] takes the answer.
    CompletableFuture<InputStream> ask(long position, long count) {
        if (count == 0) return CompletableFuture.completedFuture(InputStream.nullInputStream());
        try {
            return store.getObject(GetObjectArgs.builder().bucket(bucket).object(name).offset(position).length(count).matchETag('"' + etag + '"').build()).thenApply(answer -> answer);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    InputStream opened(CompletableFuture<InputStream> asked) {
        try {
            return await(() -> asked);
        } catch (Refused e) {
            throw switch (e.status) {
                case NOT_FOUND, PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE -> ApiException.of(ProblemType.CAPTURE_CHANGED, "'%s' was deleted or overwritten since the job read it.".formatted(name));
                default -> BackEnd.OBJECT_STORE.away(e);
            };
        }
    }

    @FunctionalInterface
    private interface Request<T> {
        CompletableFuture<T> send() throws Exception;
    }

    private static <T> T await(Request<T> request) {
        try {
            return request.send().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BackEnd.OBJECT_STORE.away(e);
        } catch (Exception e) {
            Throwable cause = cause(e);
            if (cause instanceof ErrorResponseException refused) throw new Refused(refused);
            throw BackEnd.OBJECT_STORE.away(cause);
        }
    }

    /// The client wraps its failures once for each step that they passed.
    private static Throwable cause(Throwable failure) {
        boolean wrapped = (failure instanceof ExecutionException || failure instanceof CompletionException) && failure.getCause() != null;
        return wrapped ? cause(failure.getCause()) : failure;
    }

    private static final class Refused extends RuntimeException {
        final int status;

        Refused(ErrorResponseException e) {
            super(e.errorResponse().code(), e);
            status = e.response().code();
        }
    }
}
