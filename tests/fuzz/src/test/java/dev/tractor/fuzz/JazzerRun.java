package dev.tractor.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One run of Jazzer over one target, in a process of its own.
///
/// @param exitCode 0 when nothing was found
/// @param output what Jazzer printed
record JazzerRun(int exitCode, String output) {
    /// Beside the seeds: inputs that were findings once, in a folder per target.
    private static final Path FINDINGS = Path.of("src/test/findings");
    private static final Path WORK = Path.of("target/fuzz");
    private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
    /// An input that takes longer hangs.
    private static final int INPUT_SECONDS = 20;
    /// Of the process beyond the time for fuzzing: its start, the seeds, the machine's other work.
    private static final int GRACE_SECONDS = 300;

    static JazzerRun of(FuzzTarget target, int seconds) throws IOException, InterruptedException {
        return of(target, target.name(), classPath(), seconds);
    }

    /// Over other classes than those that were built.
    ///
    /// @param name of the folder that is worked in
    static JazzerRun of(FuzzTarget target, String name, Path firstClasses, int seconds) throws IOException, InterruptedException {
        return of(target, name, firstClasses + File.pathSeparator + classPath(), seconds);
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static JazzerRun of(FuzzTarget target, String name, String classPath, int seconds) throws IOException, InterruptedException {
        Path work = WORK.resolve(name);
        Path corpus = Files.createDirectories(work.resolve("corpus"));
        Path log = work.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx768m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-D" + Fuzz.TARGET_PROPERTY + "=" + target.name(),
                "-cp", classPath,
                "com.code_intelligence.jazzer.Jazzer", "--target_class=" + Fuzz.class.getName(), "--instrumentation_includes=dev.tractor.packet.**:dev.tractor.flow.**",
                "--reproducer_path=" + work, "-artifact_prefix=" + work + "/", "-max_total_time=" + seconds, "-timeout=" + INPUT_SECONDS, "-rss_limit_mb=3000", "-seed=1",
                "-print_final_stats=1", corpus.toString(), writeSeeds(target, work.resolve("seeds")).toString()));
        if (Files.isDirectory(findingsOf(target))) {
            command.add(findingsOf(target).toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new JazzerRun(process.exitValue(), Files.readString(log));
    }

    private static Path writeSeeds(FuzzTarget target, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<byte[]> seeds = target.seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(folder.resolve("seed-" + i), seeds.get(i));
        }
        return folder;
    }

    private static Path findingsOf(FuzzTarget target) {
        return FINDINGS.resolve(target.name());
    }

    static List<byte[]> findings(FuzzTarget target) throws IOException {
        if (!Files.isDirectory(findingsOf(target))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(findingsOf(target))) {
            return files.sorted().map(JazzerRun::read).toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Places in the code that inputs came to.
    long coverage() {
        return last(COVERAGE);
    }

    long executions() {
        return last(EXECUTIONS);
    }

    private long last(Pattern pattern) {
        Matcher matcher = pattern.matcher(output);
        long last = 0;
        while (matcher.find()) {
            last = Long.parseLong(matcher.group(1));
        }
        return last;
    }

    /// The finding, with the end of the log.
    String finding() {
        int at = output.indexOf("== ");
        return output.substring(Math.max(0, at < 0 ? output.length() - 4_000 : at));
    }
}
