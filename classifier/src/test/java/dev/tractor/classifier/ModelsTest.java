package dev.tractor.classifier;

import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tractor.model.ModelFiles;
import dev.tractor.testsupport.http.Answer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Models over HTTP: taken or refused, and in which words.
@QuarkusTest
@WithTestResource(RegistryServer.class)
class ModelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// `ModelProto.opset_import { version: 99 }`, which protobuf adds to those that are there.
    private static final byte[] OPSET_99 = {0x42, 0x02, 0x10, 99};

    RegistryServer registry;

    @Inject
    MemoryModelBucket bucket;

    @Test
    void itsOwnModelIsAnnouncedWhenItStarts() throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (registry.requests().isEmpty()) {
            assertTrue(System.nanoTime() < deadline, "no announcement");
            Thread.sleep(10);
        }
        JsonNode entry = JSON.readTree(registry.requests().getFirst().substring("POST /internal/models ".length()));
        assertEquals(Variants.BUILT_IN.digest(), entry.path("digest").asText());
        assertEquals("traffic-class", entry.path("name").asText());
        assertEquals("iscx-2016", entry.path("profile").asText());
        assertEquals(Variants.BUILT_IN.length(), entry.path("size_bytes").asLong());
        assertTrue(entry.path("built_in").asBoolean());
        assertTrue(bucket.holds(Variants.BUILT_IN.digest()));
    }

    @Test
    void aModelThatFitsIsStoredAndMadeKnown() {
        ModelFiles files = Variants.named("mine");

        upload(files).statusCode(200).body("digest", equalTo(files.digest())).body("name", equalTo("mine")).body("built_in", equalTo(false));

        assertTrue(bucket.holds(files.digest()));
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsReason() throws Exception {
        refused(changed(m -> m.put("name", "my model")), "its name 'my model' is not 1 to 64 of");
        refused(changed(m -> m.put("name", "active")), "its name 'active' is not");
        refused(changed(m -> m.put("profile", "no-such-profile")), "no-such-profile");
        refused(changed(m -> m.put("sha256", "0".repeat(64))), "the manifest is of another file");
        refused(new ModelFiles("{".getBytes(StandardCharsets.UTF_8), Variants.BUILT_IN.onnx()), "model manifest: ");
        byte[] noOnnx = "no model at all".getBytes(StandardCharsets.UTF_8);
        refused(withOnnx(noOnnx), "model 'traffic-class': ");
        refused(withOnnx(concatenated(Variants.BUILT_IN.onnx(), OPSET_99)), "opset");
        refused(withOnnx(Arrays.copyOf(Variants.BUILT_IN.onnx(), 1_000)), "model 'traffic-class': ");
    }

    @Test
    void whatIsTooLongIsRefusedWithTheLimit() {
        upload(new ModelFiles(Variants.BUILT_IN.manifest(), new byte[(16 << 20) + 1])).statusCode(413)
                .body("message", equalTo("The model is refused: the ONNX file has more than 16,777,216 bytes"));
        upload(new ModelFiles(new byte[(1 << 20) + 1], Variants.BUILT_IN.onnx())).statusCode(413)
                .body("message", equalTo("The model is refused: the manifest has more than 1,048,576 bytes"));
    }

    @Test
    void whatIsNoSuchFormIsRefused() {
        given().multiPart("manifest", "manifest.json", Variants.BUILT_IN.manifest()).post("/internal/models").then().statusCode(400).body("message", containsString("needs the parts"));
        given().multiPart("other", "x", new byte[1]).post("/internal/models").then().statusCode(400).body("message", containsString("its parts are named manifest, model and report"));
        given().json("{}").post("/internal/models").then().statusCode(415);
    }

    @Test
    void whatWasMeasuredOfAModelIsKeptWithIt() throws Exception {
        ModelFiles files = Variants.named("measured");
        String own = new String(Variants.BUILT_IN.report(), StandardCharsets.UTF_8);
        given().get("/internal/models/" + files.digest() + "/report").then().statusCode(404);

        measured(files, own).statusCode(200);
        given().get("/internal/models/" + files.digest() + "/report").then().statusCode(200).contentType("application/json").body("tasks.size()", equalTo(3));

        measured(files, "{\"onnx_sha256\":\"ab\"}").statusCode(400).body("message", equalTo("The model is refused: the report is of another ONNX file: its onnx_sha256 is 'ab'"));
        measured(files, "<html>").statusCode(400).body("message", containsString("the report is no JSON document"));
        measured(files, " ".repeat((4 << 20) + 1)).statusCode(413);
    }

    private static Answer measured(ModelFiles files, String report) {
        return given().multiPart("model", "model.onnx", files.onnx()).multiPart("manifest", "manifest.json", files.manifest(), "application/json")
                .multiPart("report", "report.json", report.getBytes(StandardCharsets.UTF_8), "application/json").post("/internal/models").then();
    }

    @Test
    void aStoreThatIsAwayIsToldAndNothingIsMadeKnown() {
        ModelFiles files = Variants.named("later");
        bucket.awayFor(1);

        upload(files).statusCode(503);

        assertFalse(registry.requests().stream().anyMatch(request -> request.contains(files.digest())));
        upload(files).statusCode(200);
    }

    private void refused(ModelFiles files, String reason) {
        upload(files).statusCode(400).body("message", containsString("The model is refused: ")).body("message", containsString(reason)).body("message", not(containsString("Exception")));
        assertFalse(bucket.holds(files.digest()));
        assertFalse(registry.requests().stream().anyMatch(request -> request.contains(files.digest())));
    }

    private static Answer upload(ModelFiles files) {
        return given().multiPart("model", "model.onnx", files.onnx()).multiPart("manifest", "manifest.json", files.manifest(), "application/json").post("/internal/models").then();
    }

    private static ModelFiles changed(Consumer<ObjectNode> change) throws IOException {
        ObjectNode manifest = (ObjectNode) JSON.readTree(Variants.BUILT_IN.manifest());
        change.accept(manifest);
        return new ModelFiles(JSON.writeValueAsBytes(manifest), Variants.BUILT_IN.onnx());
    }

    /// With the checksum of that file.
    private static ModelFiles withOnnx(byte[] onnx) throws Exception {
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx));
        return new ModelFiles(changed(m -> m.put("sha256", sha256)).manifest(), onnx);
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
