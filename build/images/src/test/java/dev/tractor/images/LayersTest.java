package dev.tractor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
    private static final List<String> SERVICES = List.of("classifier", "api-gateway");

    @TempDir
    Path root;

    @BeforeEach
    void build() throws IOException {
        write("LICENSE", "Apache");
        write("build/images/src/main/image/etc/passwd", "tractor");
        write("jre/bin/java", "java");
        for (String service : SERVICES) {
            String folder = service + "/target/quarkus-app/";
            write(folder + "lib/boot/logging.jar", "logging");
            write(folder + "lib/main/netty.jar", "netty");
            write(folder + "lib/main/dev.tractor.vocabulary.jar", "vocabulary");
            write(folder + "app/" + service + ".jar", service);
            write(folder + "quarkus/generated-bytecode.jar", "generated");
            write(folder + "quarkus-run.jar", "run");
        }
        write("classifier/target/quarkus-app/lib/main/onnx.jar", "onnx");
    }

    @Test
    void goFromWhatChangesLeastToWhatChangesMost() throws IOException {
        List<FileEntriesLayer> layers = layers().of("classifier");

        assertEquals(List.of("system", "java", "libraries of all services", "libraries of classifier", "libraries of TrActor", "classifier"), layers.stream().map(FileEntriesLayer::getName).toList());
        assertEquals(List.of("/app/lib/boot/logging.jar", "/app/lib/main/netty.jar"), files(layers.get(2)));
        assertEquals(List.of("/app/lib/main/onnx.jar"), files(layers.get(3)));
        assertEquals(List.of("/app/lib/main/dev.tractor.vocabulary.jar"), files(layers.get(4)));
        assertEquals(List.of("/app/app", "/app/app/classifier.jar", "/app/quarkus", "/app/quarkus/generated-bytecode.jar", "/app/quarkus-run.jar"), files(layers.get(5)));
    }

    @Test
    void changeOneByOne() throws Exception {
        List<String> before = digests();
        write("classifier/target/quarkus-app/app/classifier.jar", "changed");
        List<String> afterCode = digests();
        write("classifier/target/quarkus-app/lib/main/onnx.jar", "changed");
        List<String> afterLibrary = digests();

        assertEquals(6, before.size());
        assertEquals(List.of(5), changed(before, afterCode));
        assertEquals(List.of(3), changed(afterCode, afterLibrary));
        assertEquals(afterLibrary, digests());
    }

    @Test
    void sayWhatIsNotBuilt() {
        assertEquals("stats-service/target/quarkus-app is missing: run ./tractor build",
                assertThrows(Refusal.class, () -> new Layers(root, new SystemFiles(Map.of()), root.resolve("jre"), List.of("stats-service"))).getMessage());
    }

    private Layers layers() throws IOException {
        return new Layers(root, new SystemFiles(Map.of("/lib/libc.so.6", root.resolve("LICENSE"))), root.resolve("jre"), SERVICES);
    }

    /// Of the layers in the image's manifest.
    private List<String> digests() throws Exception {
        Path tar = new ImageWriter(layers(), root.resolve("cache"), "1").write("classifier", "localhost/tractor/classifier:1", Files.createDirectories(root.resolve("out")));
        Process process = new ProcessBuilder("tar", "-xOf", tar.toString(), "--wildcards", "blobs/sha256/*").start();
        String blobs = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        return Pattern.compile("tar\\+gzip\",\"digest\":\"(sha256:[0-9a-f]{64})").matcher(blobs).results().map((MatchResult result) -> result.group(1)).toList();
    }

    private static List<Integer> changed(List<String> before, List<String> after) {
        return IntStream.range(0, before.size()).filter(i -> !before.get(i).equals(after.get(i))).boxed().toList();
    }

    private static List<String> files(FileEntriesLayer layer) {
        return layer.getEntries().stream().map(entry -> entry.getExtractionPath().toString()).toList();
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), content);
    }
}
