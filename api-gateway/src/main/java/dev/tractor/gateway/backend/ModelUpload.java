package dev.tractor.gateway.backend;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.gateway.v1.ErrorBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Hands an uploaded model on to the classifier as it arrives.
@ApplicationScoped
public class ModelUpload {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /// Time for the longest model over a slow line.
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);
    private static final int OK = 200;

    private final URI target;
    private final ObjectMapper mapper;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();

    ModelUpload(@ConfigProperty(name = "tractor.classifier.url") URI classifier, ObjectMapper mapper) {
        this.target = classifier.resolve("/internal/models");
        this.mapper = mapper;
    }

    /// @param contentType with the boundary
    /// @throws ApiException 400 or 413 with the classifier's reason, 503 when it is away
    public Model send(InputStream form, String contentType) {
        HttpRequest request = HttpRequest.newBuilder(target).timeout(ANSWER_TIMEOUT).header("Content-Type", contentType).POST(BodyPublishers.ofInputStream(() -> form)).build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() == OK) return mapper.readValue(answer.body(), Model.class);
            throw refusal(answer);
        } catch (IOException e) {
            throw BackEnd.CLASSIFIER.away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BackEnd.CLASSIFIER.away(e);
        }
    }

    private ApiException refusal(HttpResponse<byte[]> answer) throws IOException {
        Status status = Status.fromStatusCode(answer.statusCode());
        return switch (status) {
            case BAD_REQUEST, REQUEST_ENTITY_TOO_LARGE, SERVICE_UNAVAILABLE -> ApiException.of(status, mapper.readValue(answer.body(), ErrorBody.class).message());
            case null, default -> ApiException.fault("The classifier failed with status %d; its log says why.".formatted(answer.statusCode()), null);
        };
    }
}
