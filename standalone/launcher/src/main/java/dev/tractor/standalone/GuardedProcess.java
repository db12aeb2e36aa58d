package dev.tractor.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A child process that ends with this one, however this one ends: its guard (`guard.sh`) holds the other end of a pipe.
final class GuardedProcess {
    /// How a process is asked to end, and after which time it is killed.
    record Stop(String signal, Duration grace) {}

    private static final String GUARD = script();

    private final Process process;

    private GuardedProcess(Process process) {
        this.process = process;
    }

    /// Starts it in a session of its own, so that Ctrl-C in the terminal reaches the launcher only.
    static GuardedProcess start(Command command, Stop stop, LogFile log) throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid", "sh", "-c", GUARD, "guard", stop.signal(), String.valueOf(stop.grace().toSeconds())));
        words.addAll(command.words());
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        builder.environment().putAll(command.environment());
        return new GuardedProcess(builder.start());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Lets the guard stop it.
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The guard is gone, and the process with it.
        }
    }

    /// @return its exit status; 128 + N when signal N ended it
    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    boolean waitFor(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String script() {
        try (InputStream in = GuardedProcess.class.getResourceAsStream("guard.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
