package dev.tractor.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What of this machine's C library the Java runtime and ONNX Runtime load, with its licences. An image has no other file of an operating system.
///
/// @param files source by path in the image
record SystemFiles(Map<String, Path> files) {
    /// The C library in its parts (newer ones are empty but still asked for), name resolution, and the C++ library for ONNX Runtime.
    private static final List<String> LIBRARIES = List.of("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2", "libnss_files.so.2",
            "libnss_dns.so.2", "libstdc++.so.6", "libgcc_s.so.1");

    /// Debian's packages; where they are not, nothing is said about licences that the machine does not say.
    private static final List<String> LICENCES = List.of("libc6", "libstdc++6", "libgcc-s1", "gcc-12-base");

    private static final Pattern C_LIBRARY = Pattern.compile("libc\\.so\\.6 => (\\S+)");
    private static final Pattern LOADER = Pattern.compile("(?m)^\\s*(/\\S*/ld-linux\\S*)");

    static SystemFiles find() throws IOException {
        String loaded = ldd(Path.of(System.getProperty("java.home"), "lib/server/libjvm.so"));
        Path folder = Path.of(first(C_LIBRARY, loaded)).getParent();
        String loader = first(LOADER, loaded);
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(loader, Path.of(loader));
        for (String library : LIBRARIES) {
            Path file = folder.resolve(library);
            if (!Files.exists(file)) {
                throw new Refusal("There is no " + file + ", which the images need (Debian: apt install libc6 libstdc++6).");
            }
            files.put(file.toString(), file);
        }
        LICENCES.stream().map(name -> Path.of("/usr/share/doc", name, "copyright")).filter(Files::exists).forEach(file -> files.put(file.toString(), file));
        return new SystemFiles(files);
    }

    private static String ldd(Path library) throws IOException {
        Process ldd;
        try {
            ldd = new ProcessBuilder("ldd", library.toString()).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new Refusal("Images are made on Linux with the GNU C library: " + e.getMessage());
        }
        try (InputStream out = ldd.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new Refusal("Images are made on Linux with the GNU C library; ldd says of Java here: " + Arrays.toString(text.strip().split("\\R")));
        }
        return matcher.group(1);
    }
}
