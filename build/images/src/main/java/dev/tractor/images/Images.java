package dev.tractor.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The entry point of `./tractor images`. The property `tractor.root` names the repository, whose services have been built.
public final class Images {
    static final List<String> SERVICES = List.of("file-registry", "flow-extractor", "classifier", "stats-service", "api-gateway");

    private Images() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            Path root = Path.of(System.getProperty("tractor.root")).toAbsolutePath();
            String version = Images.class.getPackage().getImplementationVersion();
            make(root, Options.parse(args, root.resolve("target/images"), version), version);
        } catch (Refusal e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void make(Path root, Options options, String version) throws IOException, InterruptedException {
        Path work = Files.createDirectories(root.resolve("build/images/target"));
        Path java = JavaRuntime.make(work.resolve("jre"));
        Layers layers = new Layers(root, SystemFiles.find(), java, SERVICES);
        ImageWriter writer = new ImageWriter(layers, work.resolve("layers"), version);
        Files.createDirectories(options.out());
        for (String service : SERVICES) {
            String name = options.repository() + "/" + service + ":" + options.tag();
            Path tar = writer.write(service, name, options.out());
            System.out.printf("%-60s %4d MB  %s%n", name, Files.size(tar) / 1_000_000, tar);
        }
    }
}
