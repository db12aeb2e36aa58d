package dev.tractor.standalone.objectstore;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/// Serves a folder over the S3 protocol, on the loopback interface only, until it is told to stop (SIGTERM).
/// Arguments: folder, port. The environment gives `S3_ACCESS_KEY` and `S3_SECRET_KEY`.
public final class ObjectStore {
    /// An upload in one request whose whole content is signed by one hash is checked in memory before it is stored, so it is bounded.
    /// Clients send more as parts or in signed chunks; both are streamed.
    private static final long MAX_BYTES_SIGNED_AS_ONE = 256L << 20;

    /// Above all clients of the suite; each thread holds a buffer or two.
    private static final int MAX_THREADS = 64;

    /// Pages that were loaded from this machine may send parts of captures by presigned URLs, and read the ETag of the answer; nothing else, and no other page.
    private static final CrossOriginResourceSharing LOOPBACK_PAGES = new CrossOriginResourceSharing(
            List.of("https?://(127\\.0\\.0\\.1|localhost|\\[::1\\])(:\\d+)?"), List.of("PUT"), List.of("Content-Type"), List.of("ETag"), "false");

    private ObjectStore() {}

    public static void main(String[] args) throws Exception {
        String accessKey = System.getenv("S3_ACCESS_KEY");
        String secretKey = System.getenv("S3_SECRET_KEY");
        if (args.length != 2 || accessKey == null || secretKey == null) {
            System.err.println("usage: S3_ACCESS_KEY=… S3_SECRET_KEY=… ObjectStore FOLDER PORT");
            System.exit(2);
        }
        FolderStore store = new FolderStore(Files.createDirectories(Path.of(args[0]).toAbsolutePath().normalize()));
        store.deleteUnfinished();
        S3Proxy server = server(store, Integer.parseInt(args[1]), accessKey, secretKey);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "shutdown"));
        server.start();
        Thread.currentThread().join();
    }

    static S3Proxy server(FolderStore store, int port, String accessKey, String secretKey) {
        return S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                .v4MaxNonChunkedRequestSize(MAX_BYTES_SIGNED_AS_ONE)
                .jettyMaxThreads(MAX_THREADS)
                .ignoreUnknownHeaders(true)
                .corsRules(LOOPBACK_PAGES)
                .build();
    }

    private static void stop(S3Proxy server) {
        try {
            server.stop();
        } catch (Exception e) {
            System.err.println("The S3 server did not stop cleanly: " + e);
        }
    }
}
