package dev.tractor.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.FilePermissionsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The layers of an image, from what changes least to what changes with every commit. The first three are the same files in all five images, so a registry
/// and a node hold them once.
final class Layers {
    static final String JAVA = "/opt/java";
    static final String APP = "/app";

    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
    private static final FilePermissions FOR_ALL = FilePermissions.fromOctalString("777");
    private static final FilePermissionsProvider AS_BUILT = (source, target) ->
            Files.isDirectory(source) || Files.isExecutable(source) ? EXECUTABLE : FilePermissions.fromOctalString("644");
    private static final String OWN_LIBRARY = "dev.tractor.";

    private final Path root;
    private final SystemFiles system;
    private final Path java;
    private final Set<Path> shared;

    /// @param root     the repository
    /// @param java     the Java runtime
    /// @param services all that images are made of, by the names of their modules
    Layers(Path root, SystemFiles system, Path java, List<String> services) throws IOException {
        this.root = root;
        this.system = system;
        this.java = java;
        this.shared = new HashSet<>(libraries(services.getFirst()));
        for (String service : services) {
            shared.retainAll(libraries(service));
        }
    }

    List<FileEntriesLayer> of(String service) throws IOException {
        Set<Path> libraries = libraries(service);
        Predicate<Path> own = library -> library.getFileName().toString().startsWith(OWN_LIBRARY);
        return List.of(
                system(),
                tree("java", java, JAVA),
                jars("libraries of all services", service, libraries, own.negate().and(shared::contains)),
                jars("libraries of " + service, service, libraries, own.negate().and(Predicate.not(shared::contains))),
                jars("libraries of TrActor", service, libraries, own),
                code(service));
    }

    private FileEntriesLayer system() throws IOException {
        var layer = FileEntriesLayer.builder().setName("system");
        for (var file : system.files().entrySet()) {
            Path source = file.getValue().toRealPath();
            layer.addEntry(source, AbsoluteUnixPath.get(file.getKey()), AS_BUILT.get(source, AbsoluteUnixPath.get(file.getKey())));
        }
        // The account of the services, and names of hosts from /etc/hosts first, which Kubernetes writes.
        layer.addEntryRecursive(root.resolve("build/images/src/main/image/etc"), AbsoluteUnixPath.get("/etc"), AS_BUILT);
        layer.addEntry(root.resolve("LICENSE"), AbsoluteUnixPath.get("/usr/share/doc/tractor/copyright"));
        // Where the chart mounts its volume; an image that is run without one needs it too.
        layer.addEntry(root.resolve("build"), AbsoluteUnixPath.get("/tmp"), FOR_ALL);
        return layer.build();
    }

    private static FileEntriesLayer tree(String name, Path source, String target) throws IOException {
        return FileEntriesLayer.builder().setName(name).addEntryRecursive(source, AbsoluteUnixPath.get(target), AS_BUILT).build();
    }

    private FileEntriesLayer jars(String name, String service, Set<Path> libraries, Predicate<Path> wanted) {
        var layer = FileEntriesLayer.builder().setName(name);
        libraries.stream().filter(wanted).forEach(library -> layer.addEntry(folder(service).resolve(library), AbsoluteUnixPath.get(APP).resolve(library)));
        return layer.build();
    }

    private FileEntriesLayer code(String service) throws IOException {
        var layer = FileEntriesLayer.builder().setName(service);
        for (String part : List.of("app", "quarkus", "quarkus-run.jar")) {
            layer.addEntryRecursive(folder(service).resolve(part), AbsoluteUnixPath.get(APP).resolve(part), AS_BUILT);
        }
        return layer.build();
    }

    /// @return the jars below `lib`, as paths relative to the packaged service; sorted, for layers that are the same whenever their files are
    private Set<Path> libraries(String service) throws IOException {
        Path folder = folder(service);
        if (!Files.isDirectory(folder)) {
            throw new Refusal(root.relativize(folder) + " is missing: run ./tractor build");
        }
        try (Stream<Path> files = Files.walk(folder.resolve("lib"))) {
            return files.filter(Files::isRegularFile).map(folder::relativize).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Path folder(String service) {
        return root.resolve(service).resolve("target/quarkus-app");
    }
}
