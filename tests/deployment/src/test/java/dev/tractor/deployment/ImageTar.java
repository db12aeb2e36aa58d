package dev.tractor.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/// An OCI image in a tar, unpacked: each layer in a folder of its own, once for all images that have it.
///
/// @param config  the image's configuration: user, entry point, environment
/// @param layers  the unpacked layers, the lowest first
/// @param lengths of the layers as a registry ships them, in bytes
record ImageTar(String name, JsonNode config, List<Path> layers, List<Long> lengths) {
    private static final JsonMapper JSON = new JsonMapper();

    static ImageTar unpack(Path tar, Path folder) throws IOException, InterruptedException {
        Path blobs = Files.createDirectories(folder.resolve("images").resolve(tar.getFileName()));
        untar(tar, blobs);
        JsonNode entry = JSON.readTree(blobs.resolve("index.json").toFile()).at("/manifests/0");
        JsonNode manifest = JSON.readTree(blob(blobs, entry).toFile());
        List<Path> archives = StreamSupport.stream(manifest.path("layers").spliterator(), false).map(layer -> blob(blobs, layer)).toList();
        for (Path archive : archives) {
            Path layer = layer(folder, archive);
            if (!Files.exists(layer)) {
                untar(archive, Files.createDirectories(layer));
            }
        }
        return new ImageTar(entry.at("/annotations/org.opencontainers.image.ref.name").asText(), JSON.readTree(blob(blobs, manifest.path("config")).toFile()).path("config"),
                archives.stream().map(archive -> layer(folder, archive)).toList(), archives.stream().map(archive -> archive.toFile().length()).toList());
    }

    List<String> entryPoint() {
        return StreamSupport.stream(config.path("Entrypoint").spliterator(), false).map(JsonNode::asText).toList();
    }

    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        config.path("Env").forEach(variable -> environment.put(variable.asText().split("=", 2)[0], variable.asText().split("=", 2)[1]));
        return environment;
    }

    private static Path layer(Path folder, Path archive) {
        return folder.resolve("layers").resolve(archive.getFileName().toString());
    }

    private static Path blob(Path blobs, JsonNode descriptor) {
        return blobs.resolve("blobs").resolve(descriptor.path("digest").asText().replace(':', '/'));
    }

    private static void untar(Path archive, Path folder) throws IOException, InterruptedException {
        int status = new ProcessBuilder("tar", "-xf", archive.toString(), "-C", folder.toString(), "--same-permissions").inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("tar cannot unpack " + archive);
        }
    }
}
