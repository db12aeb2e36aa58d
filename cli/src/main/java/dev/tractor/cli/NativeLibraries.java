package dev.tractor.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/// ONNX Runtime's libraries, which the build has unpacked into `native` beside the jar. Where they are not, it unpacks its own copy into the temporary folder at each start.
final class NativeLibraries {
    private static final String PATH_PROPERTY = "onnxruntime.native.path";

    private NativeLibraries() {}

    /// Before the first use of ONNX Runtime.
    static void useUnpacked() {
        try {
            Path unpacked = Path.of(NativeLibraries.class.getProtectionDomain().getCodeSource().getLocation().toURI()).resolveSibling("native");
            if (System.getProperty(PATH_PROPERTY) == null && Files.isDirectory(unpacked)) {
                System.setProperty(PATH_PROPERTY, unpacked.toString());
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class comes from no file", e);
        }
    }
}
