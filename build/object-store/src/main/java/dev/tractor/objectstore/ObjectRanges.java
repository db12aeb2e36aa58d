package dev.tractor.objectstore;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import io.minio.http.Method;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Reads ranges of one version of an object. One signature does for many requests, and their bytes come straight into the reader's array, as many at a time as it has room for: for hundreds of ranges, or a
/// gigabyte, that takes half of the processor's time that the S3 client takes. For several threads.
public final class ObjectRanges {
    private static final Duration SIGNED_FOR = Duration.ofHours(2);
    private static final Duration SIGNED_AGAIN_AFTER = Duration.ofHours(1);
    private static final int CONNECT_MILLIS = 5_000;
    /// A store that says nothing for so long has not answered.
    private static final int SILENCE_MILLIS = 30_000;
    /// What the JDK calls the connections that it keeps open for the next request.
    private static final String KEPT_CONNECTIONS = "http.maxConnections";
    private static final int MOST_KEPT = 16;

    static {
        if (System.getProperty(KEPT_CONNECTIONS) == null) {
            System.setProperty(KEPT_CONNECTIONS, String.valueOf(MOST_KEPT));
        }
    }

    /// The store answers with something else than the range: 404 when the object is gone, 412 or 416 when it is another version.
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(String name, int status) {
            super("the object store answers %d for a range of %s".formatted(status, name));
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private record Signed(URL url, long nanos) {}

    private final MinioAsyncClient store;
    private final String bucket;
    private final String name;
    private final String etag;
    private volatile Signed signed;

    /// @param store signs
    /// @param etag without quotation marks
    public ObjectRanges(MinioAsyncClient store, String bucket, String name, String etag) {
        this.store = store;
        this.bucket = bucket;
        this.name = name;
        this.etag = etag;
    }

    /// Gives `count` bytes, at least one, or fewer when the store breaks off. Whoever does not read all of them closes the connection with the stream.
    ///
    /// @throws RefusedException when the store has no such range of this version
    public InputStream open(long offset, long count) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(SILENCE_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Range", "bytes=" + offset + "-" + (offset + count - 1));
        connection.setRequestProperty("If-Match", '"' + etag + '"');
        int status = connection.getResponseCode();
        boolean whole = status == HttpURLConnection.HTTP_OK && connection.getContentLengthLong() == count;
        if (status != HttpURLConnection.HTTP_PARTIAL && !whole) {
            pass(connection.getErrorStream());
            throw new RefusedException(name, status);
        }
        return connection.getInputStream();
    }

    /// What is read to its end leaves its connection for the next request.
    private static void pass(InputStream answer) throws IOException {
        if (answer != null) {
            try (answer) {
                answer.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private URL url() throws IOException {
        Signed known = signed;
        long now = System.nanoTime();
        if (known == null || now - known.nanos > SIGNED_AGAIN_AFTER.toNanos()) {
            try {
                String url = store.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder().method(Method.GET).bucket(bucket).object(name).expiry((int) SIGNED_FOR.toSeconds(), TimeUnit.SECONDS).build());
                known = new Signed(URI.create(url).toURL(), now);
                signed = known;
            } catch (MinioException | GeneralSecurityException e) {
                throw new IOException("the object store cannot be asked: " + e.getMessage(), e);
            }
        }
        return known.url;
    }
}
