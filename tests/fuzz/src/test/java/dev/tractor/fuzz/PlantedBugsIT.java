package dev.tractor.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// That the fuzzing finds anything: bugs are planted in a copy of the sources, and each must be found.
class PlantedBugsIT {
    private static final Path PATCHES = Path.of("src/test/planted");
    /// Each is found within a few seconds; the rest is for a busy machine.
    private static final int SECONDS = 240;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DECODER      | fragment-header-past-the-frame   | IndexOutOfBounds
            PCAPNG       | interface-that-is-not-there      | IndexOutOfBounds
            FRAGMENTS    | expired-fragments-forgotten      | the sums do not close
            EVIDENCE     | number-past-the-payload          | dev.tractor.fuzz.Said.look
            HEADERS      | reference-past-the-added-fields  | IndexOutOfBounds
            CONVERSATION | idle-gap-capped                  | dev.tractor.fuzz.Check: active
            CONVERSATION | hole-on-the-short-way            | the short way matter
            INDEX        | chunk-outside-the-index          | dev.tractor.fuzz.Check
            """)
    void aPlantedBugIsFound(FuzzTarget target, String patch, String finding) throws Exception {
        Path sources = copyOfTheSources();
        apply(PATCHES.resolve(patch + ".patch").toAbsolutePath(), sources);

        JazzerRun run = JazzerRun.of(target, patch, compiled(sources), SECONDS);

        assertNotEquals(0, run.exitCode(), () -> patch + " was not found\n" + run.finding());
        assertTrue(run.finding().contains(finding), () -> patch + " was found as something else\n" + run.finding());
    }

    private Path copyOfTheSources() throws IOException {
        Path root = Path.of(System.getProperty("tractor.root"));
        for (String library : List.of("packet", "flow")) {
            Path sources = Path.of("libs", library, "src/main/java");
            try (Stream<Path> files = Files.walk(root.resolve(sources))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = folder.resolve(root.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        return folder;
    }

    private static void apply(Path patch, Path sources) throws IOException, InterruptedException {
        ProcessBuilder git = new ProcessBuilder("git", "apply", "-C1", "--verbose", patch.toString()).directory(sources.toFile()).redirectErrorStream(true);
        git.environment().put("GIT_CEILING_DIRECTORIES", sources.getParent().toString());
        Process process = git.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), () -> patch.getFileName() + " does not fit the sources any more; make it again\n" + said);
    }

    /// Compiles what the patch changed; the rest is taken from the class path.
    private Path compiled(Path sources) throws IOException {
        Path root = Path.of(System.getProperty("tractor.root"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null); Stream<Path> copies = Files.walk(sources.resolve("libs"))) {
            List<Path> changed = copies.filter(Files::isRegularFile).filter(copy -> differs(copy, root.resolve(sources.relativize(copy)))).toList();
            assertEquals(1, changed.size(), "a patch changes one file");
            List<String> options = List.of("-cp", JazzerRun.classPath(), "-d", classes.toString(), "-proc:none");
            assertTrue(compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(changed)).call(), "it does not compile");
        }
        return classes;
    }

    private static boolean differs(Path a, Path b) {
        try {
            return Files.mismatch(a, b) >= 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
