package dev.tractor.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ai.onnxruntime.OrtEnvironment;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {
    /// Where the native library would send its usage data. Who looks at captures of other people's traffic must not have it call home.
    private static final String COLLECTOR = "events.data.microsoft.com";

    @Test
    void callsNobody() throws Exception {
        try (InputStream library = OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/linux-x64/libonnxruntime.so")) {
            assertNotNull(library);

            String content = new String(library.readAllBytes(), StandardCharsets.ISO_8859_1);

            assertFalse(content.contains(COLLECTOR), "this version of ONNX Runtime reports to " + COLLECTOR);
        }
    }
}
