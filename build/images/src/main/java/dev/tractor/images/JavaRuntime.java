package dev.tractor.images;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// The Java runtime of the images: the parts of this JDK that a server may ask for, put together by jlink.
final class JavaRuntime {
    /// `java.se`, what libraries take for granted; then `sun.misc.Unsafe`, zip file systems, socket options, management and flight recordings,
    /// DNS names, Kerberos for Kafka, and `jcmd` to look into a running service.
    private static final List<String> MODULES = List.of("java.se", "jdk.unsupported", "jdk.zipfs", "jdk.net", "jdk.management", "jdk.jfr", "jdk.naming.dns",
            "jdk.security.auth", "jdk.security.jgss", "jdk.crypto.ec", "jdk.jcmd");

    private JavaRuntime() {}

    /// Makes the runtime unless the folder has one of this JDK with these modules.
    static Path make(Path folder) throws IOException {
        Path made = folder.resolve("made-from");
        String from = System.getProperty("java.home") + " " + Runtime.version() + " " + MODULES;
        if (Files.exists(made) && Files.readString(made).equals(from)) {
            return folder.resolve("image");
        }
        Path draft = Files.createDirectories(folder.resolveSibling(folder.getFileName() + ".new"));
        delete(draft);
        delete(folder);
        Files.createDirectories(draft);
        link(draft.resolve("image"));
        Files.writeString(draft.resolve("made-from"), from);
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        return folder.resolve("image");
    }

    private static void link(Path image) {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new Refusal("The Java in " + System.getProperty("java.home") + " has no jlink: use a whole JDK."));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int status = jlink.run(out, out, "--add-modules", String.join(",", MODULES), "--no-header-files", "--no-man-pages", "--generate-cds-archive", "--output", image.toString());
        if (status != 0) {
            throw new Refusal("jlink failed: " + said.toString().strip());
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
