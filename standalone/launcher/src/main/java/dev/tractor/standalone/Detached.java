package dev.tractor.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `tractor up --detach`: a second launcher that goes on in a session of its own, watched until it is ready.
record Detached(Path root, DataFolder data, Ports ports, List<Path> geoip, boolean samples) {
    /// Tells the second launcher to close its standard output when it is ready.
    static final String PROPERTY = "tractor.detached";

    private static final long LAST_SECONDS = 60;

    /// @return 0 when TrActor is ready, 1 when it is not
    int run() throws IOException, InterruptedException {
        data.create();
        List<String> words = new ArrayList<>(List.of("setsid", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        words.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-D" + PROPERTY + "=true", "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "up", "--port", String.valueOf(ports.first()), "--data", data.root().toString()));
        geoip.forEach(file -> words.addAll(List.of("--geoip", file.toString())));
        if (samples) {
            words.add("--samples");
        }
        Process launcher = new ProcessBuilder(words)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(data.logs().resolve("launcher.err.log").toFile()))
                .start();
        try (BufferedReader lines = launcher.inputReader()) {
            lines.lines().forEach(System.out::println);
        }
        boolean ready = data.state().launcher().filter(e -> e.pid() == launcher.pid() && e.state() == StateFile.State.READY).isPresent();
        if (ready) {
            return 0;
        }
        launcher.waitFor(LAST_SECONDS, TimeUnit.SECONDS);
        return 1;
    }
}
