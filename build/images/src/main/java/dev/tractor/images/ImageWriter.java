package dev.tractor.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/// Writes images as OCI tars. The same files always give the same layers, byte for byte.
///
/// @param cache   keeps finished layers between runs
/// @param version of TrActor
record ImageWriter(Layers layers, Path cache, String version) {
    /// No account of any machine, and not root: Kubernetes can tell from the number.
    static final String USER = "10001:10001";
    static final int PORT = 8080;

    /// `JDK_JAVA_OPTIONS` adds to these, and a heap given there (`-Xmx`) takes the place of the percentage.
    private static final List<String> ENTRY_POINT = List.of(Layers.JAVA + "/bin/java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Dfile.encoding=UTF-8", "-Djava.io.tmpdir=/tmp",
            "-jar", Layers.APP + "/quarkus-run.jar");

    /// @param name the image's whole name, with registry and tag
    /// @return the tar, which appears when it is complete
    Path write(String service, String name, Path folder) throws IOException, InterruptedException {
        Path tar = folder.resolve("tractor-" + service + ".tar");
        Path draft = folder.resolve("tractor-" + service + ".tar.new");
        try {
            Jib.fromScratch()
                    .setFormat(ImageFormat.OCI)
                    .setPlatforms(Set.of(new Platform(architecture(), "linux")))
                    .setFileEntriesLayers(layers.of(service))
                    .setEntrypoint(ENTRY_POINT)
                    .setEnvironment(new TreeMap<>(Map.of("QUARKUS_HTTP_HOST", "0.0.0.0", "QUARKUS_HTTP_PORT", String.valueOf(PORT))))
                    .setExposedPorts(Port.tcp(PORT))
                    .setUser(USER)
                    .setWorkingDirectory(AbsoluteUnixPath.get(Layers.APP))
                    .setLabels(new TreeMap<>(Map.of("org.opencontainers.image.title", "tractor-" + service, "org.opencontainers.image.version", version,
                            "org.opencontainers.image.licenses", "Apache-2.0")))
                    .containerize(Containerizer.to(TarImage.at(draft).named(name)).setOfflineMode(true).setToolName("tractor")
                            .setBaseImageLayersCache(cache).setApplicationLayersCache(cache));
        } catch (InvalidImageReferenceException | RegistryException | CacheDirectoryCreationException e) {
            throw new Refusal("The image " + name + " cannot be made: " + e.getMessage());
        } catch (ExecutionException e) {
            throw new IOException("The image " + name + " cannot be made", e.getCause());
        }
        return Files.move(draft, tar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String architecture() {
        String machine = System.getProperty("os.arch");
        return machine.equals("aarch64") ? "arm64" : machine;
    }
}
