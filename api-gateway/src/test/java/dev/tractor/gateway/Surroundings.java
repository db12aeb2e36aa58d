package dev.tractor.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/// What surrounds the gateway: a real S3 server over a temporary folder, and the three services it asks.
public class Surroundings implements QuarkusTestResourceLifecycleManager {
    private static final String ACCESS_KEY = "test-access";
    private static final String SECRET_KEY = "test-secret";

    final StandIn registry = new StandIn();
    final StandIn stats = new StandIn();
    final StandIn classifier = new StandIn();
    private Path folder;
    private S3Proxy s3;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("gateway-s3-");
            var properties = new Properties();
            properties.setProperty("jclouds.filesystem.basedir", folder.toString());
            var store = BlobStores.create("filesystem-nio2", properties);
            store.createContainer("captures");
            s3 = S3Proxy.builder().blobStore(store).endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY).build();
            s3.start();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server did not start", e);
        }
        return Map.of("tractor.registry.url", registry.url(), "tractor.stats.url", stats.url(), "tractor.classifier.url", classifier.url(),
                "quarkus.minio.host", "http://127.0.0.1:" + s3.getPort(), "quarkus.minio.access-key", ACCESS_KEY, "quarkus.minio.secret-key", SECRET_KEY);
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
