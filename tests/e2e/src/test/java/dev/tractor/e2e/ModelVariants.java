package dev.tractor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// Models that differ from the active one in what their manifest says, so that they label otherwise.
final class ModelVariants {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode active;
    private final byte[] onnx;

    ModelVariants(Api api, Bucket models) {
        Answer answer = api.get("/v1/models/active");
        assertEquals(200, answer.status(), () -> answer.body().toString());
        this.active = answer.body();
        this.onnx = models.get(digest() + "/model.onnx");
    }

    /// Of the model that was active when this was made.
    String digest() {
        return active.path("digest").asText();
    }

    byte[] onnx() {
        return onnx;
    }

    /// A model whose threshold no probability reaches: every class it gives is `unknown`.
    byte[] strict(String name) {
        return manifest(manifest -> {
            manifest.put("name", name);
            set(manifest, "threshold", 1);
        });
    }

    byte[] manifest(Consumer<ObjectNode> change) {
        ObjectNode manifest = active.path("manifest").deepCopy();
        change.accept(manifest);
        try {
            return JSON.writeValueAsBytes(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sets every number of that name, at whatever depth.
    static void set(JsonNode node, String name, double value) {
        if (node instanceof ObjectNode object && object.path(name).isNumber()) {
            object.put(name, value);
        }
        node.forEach(child -> set(child, name, value));
    }
}
