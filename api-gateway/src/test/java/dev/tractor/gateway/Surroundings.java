package dev.tractor.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tractor.testsupport.http.Request;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// What surrounds the gateway: a real S3 server over a temporary folder, and the three services it asks.
public class Surroundings implements QuarkusTestResourceLifecycleManager {
    static final String LABELS = """
            [{"group_name":"network","labels":["dns","c++ & co"]},{"group_name":"messenger","labels":["telegram"]}]""";
    private static final String ACCESS_KEY = "test-access";
    private static final String SECRET_KEY = "test-secret";

    final StandIn registry = new StandIn();
    final StandIn stats = new StandIn();
    final StandIn classifier = new StandIn();
    private volatile boolean isStoreAway;
    private Path folder;
    private S3Proxy s3;

    /// Finds no object while it is away, and says that this is a fault of its own.
    private final class Interrupted extends ForwardingBlobStore {
        private Interrupted(BlobStore store) {
            super(store);
        }

        @Override
        public HeadObjectResponse blobMetadata(HeadObjectRequest asked) {
            if (isStoreAway) throw new IllegalStateException("the store is away");
            return super.blobMetadata(asked);
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("gateway-s3-");
            var properties = new Properties();
            properties.setProperty("jclouds.filesystem.basedir", folder.toString());
            var store = BlobStores.create("filesystem-nio2", properties);
            store.createContainer("captures");
            store.createContainer("results");
            s3 = S3Proxy.builder().blobStore(new Interrupted(store)).endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY).build();
            s3.start();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server did not start", e);
        }
        return Map.of("tractor.registry.url", registry.url(), "tractor.stats.url", stats.url(), "tractor.classifier.url", classifier.url(),
                "quarkus.minio.host", storeUrl(), "tractor.upload.public-url", storeUrl(), "quarkus.minio.access-key", ACCESS_KEY, "quarkus.minio.secret-key", SECRET_KEY);
    }

    /// A job as file-registry shows it; `more` are further fields, each with its comma.
    static String job(long id, String state, String phase, String more) {
        return """
                {"job_id":%d,"attempt":1,"state":"%s","phase":"%s","started_at":1530878325,%s"warnings":[],"progress":{"bytes_read":50,"bytes_total":200,"packets":5,"flows":2,"flows_stored":1},
                 "capture":{"name":"a.pcap","etag":"e","extension":"pcap","size_bytes":200,"first_nanos":1000000000,"last_nanos":2000000000}}""".formatted(id, state, phase, more);
    }

    String storeUrl() {
        return "http://127.0.0.1:" + s3.getPort();
    }

    void withoutStore(Runnable work) {
        isStoreAway = true;
        try {
            work.run();
        } finally {
            isStoreAway = false;
        }
    }

    void reset() {
        registry.reset();
        stats.reset();
        classifier.reset();
    }

    /// Whether the body of an answer comes to its end.
    boolean isWhole(String path, HttpClient.Version version) {
        try (var client = HttpClient.newBuilder().version(version).build()) {
            client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + Request.port() + path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            return true;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a socket gets for these bytes until the gateway closes it.
    String raw(String request) {
        try (var socket = new Socket("127.0.0.1", Request.port())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(Surroundings.class));
    }

    @Override
    public void stop() {
        try {
            s3.stop();
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        registry.close();
        stats.close();
        classifier.close();
    }
}
