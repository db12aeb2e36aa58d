package dev.tractor.gateway.results;

import dev.tractor.contracts.stored.StoredObject;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.objectstore.ObjectRanges;
import dev.tractor.objectstore.ObjectRanges.RefusedException;
import io.minio.MinioAsyncClient;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// One version of an object of the store, by ranged reads that name its ETag. Every method throws [ApiException]: 503 when the store is away, 409 when the object
/// is not this version any more.
///
/// @param etag without quotation marks
public record RangedObject(ObjectRanges ranges, String name, String etag, long length) implements StoredObject {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /// @return empty when there is no such object
    static Optional<RangedObject> find(MinioAsyncClient store, String bucket, String name) {
        try {
            var found = store.statObject(StatObjectArgs.builder().bucket(bucket).object(name).build()).get();
            String etag = found.etag().replace("\"", "");
            return Optional.of(new RangedObject(new ObjectRanges(store, bucket, name, etag), name, etag, found.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BackEnd.OBJECT_STORE.away(e);
        } catch (Exception e) {
            Throwable cause = cause(e);
            if (cause instanceof ErrorResponseException refused && refused.response().code() == NOT_FOUND) return Optional.empty();
            throw BackEnd.OBJECT_STORE.away(cause);
        }
    }

    /// The client wraps its failures once for each step that they passed.
    private static Throwable cause(Throwable failure) {
        boolean wrapped = (failure instanceof ExecutionException || failure instanceof CompletionException) && failure.getCause() != null;
        return wrapped ? cause(failure.getCause()) : failure;
    }

    @Override
    public byte[] read(long position, int length) {
        byte[] bytes = new byte[length];
        try (InputStream answer = open(position, length)) {
            int read = answer.readNBytes(bytes, 0, length);
            if (read < length) throw new EOFException("%s ended %d bytes early".formatted(name, length - read));
            return bytes;
        } catch (IOException e) {
            throw BackEnd.OBJECT_STORE.away(e);
        }
    }

    public InputStream open(long position, long count) {
        try {
            return count == 0 ? InputStream.nullInputStream() : ranges.open(position, count);
        } catch (RefusedException e) {
            throw switch (e.status()) {
                case NOT_FOUND, PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE -> ApiException.of(ProblemType.CAPTURE_CHANGED, "'%s' was deleted or overwritten since the job read it.".formatted(name));
                default -> BackEnd.OBJECT_STORE.away(e);
            };
        } catch (IOException e) {
            throw BackEnd.OBJECT_STORE.away(e);
        }
    }
}
