package dev.tractor.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    @TempDir
    Path folder;

    private final List<String> bodies = new ArrayList<>();
    private HttpServer gateway;
    private Samples samples;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.start();
        Files.writeString(folder.resolve("a.pcap"), "A");
        Files.writeString(folder.resolve("b.pcap"), "B");
        Files.writeString(folder.resolve("README.md"), "no capture");
        samples = new Samples(folder, URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void areUploadedUnderTheirNames() throws Exception {
        answer(201);

        assertEquals("Samples: 2 uploaded, 0 were there.", samples.upload());
        assertEquals("--tractor-sample\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pcap\"\r\n\r\nA\r\n--tractor-sample--\r\n", bodies.getFirst());
    }

    @Test
    void thatAreThereStay() throws Exception {
        answer(409);

        assertEquals("Samples: 0 uploaded, 2 were there.", samples.upload());
    }

    @Test
    void thatAreNotTakenAreNamed() {
        answer(503);

        assertEquals("a.pcap: 503 said", assertThrows(IOException.class, samples::upload).getMessage());
    }

    private void answer(int status) {
        gateway.createContext("/v1/files", exchange -> {
            try (exchange) {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] said = "said".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, said.length);
                exchange.getResponseBody().write(said);
            }
        });
    }
}
