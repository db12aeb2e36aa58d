package dev.tractor.standalone.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/// Which pages of a browser may ask the server.
class ObjectStoreTest {
    @TempDir
    Path folder;

    private S3Proxy server;

    @BeforeEach
    void start() throws Exception {
        FolderStore store = new FolderStore(folder);
        store.createContainer(CreateBucketRequest.builder().bucket("captures").build());
        server = ObjectStore.server(store, 0, "key", "secret");
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:8080, PUT, true", "http://localhost:9000, PUT, true", "http://[::1]:8080, PUT, true", "https://example.org, PUT, false", "http://127.0.0.1.example.org, PUT, false",
            "http://127.0.0.1:8080, DELETE, false", "http://127.0.0.1:8080, GET, false"})
    void onlyPagesOfThisMachineMaySendAndNothingElse(String origin, String method, boolean allowed) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest preflight = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/captures/a.pcap")).method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .header("Origin", origin).header("Access-Control-Request-Method", method).build();

            HttpResponse<String> answer = client.send(preflight, HttpResponse.BodyHandlers.ofString());

            assertEquals(allowed ? Optional.of(origin) : Optional.empty(), answer.headers().firstValue("Access-Control-Allow-Origin"), answer.body());
        }
    }
}
