package dev.tractor.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Captures to try TrActor with. A capture of the same name that is there already stays as it is.
///
/// @param folder  whose `*.pcap` files are the samples
/// @param gateway where the API is
record Samples(Path folder, URI gateway) {
    private static final String BOUNDARY = "tractor-sample";

    /// @return what was done, in words
    /// @throws IOException when one is not taken, with its name and the reason
    String upload() throws IOException, InterruptedException {
        List<Path> captures = captures();
        int there = 0;
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (Path capture : captures) {
                HttpResponse<String> answer = http.send(request(capture), BodyHandlers.ofString());
                if (answer.statusCode() == HttpURLConnection.HTTP_CONFLICT) {
                    there++;
                } else if (answer.statusCode() >= HttpURLConnection.HTTP_MULT_CHOICE) {
                    throw new IOException(capture.getFileName() + ": " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        return "Samples: %d uploaded, %d were there.".formatted(captures.size() - there, there);
    }

    private List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pcap")).sorted().toList();
        }
    }

    private HttpRequest request(Path capture) throws IOException {
        var body = new ByteArrayOutputStream();
        body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n".formatted(BOUNDARY, capture.getFileName()).getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(capture));
        body.writeBytes("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(gateway.resolve("/v1/files")).header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY).POST(BodyPublishers.ofByteArray(body.toByteArray())).build();
    }
}
