package dev.tractor.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedProcessTest {
    private static final int SIGTERM_STATUS = 128 + 15;
    private static final int SIGKILL_STATUS = 128 + 9;
    private static final GuardedProcess.Stop PATIENT = new GuardedProcess.Stop("TERM", Duration.ofSeconds(60));

    private LogFile log;

    @BeforeEach
    void makeLog(@TempDir Path folder) {
        log = new LogFile(folder.resolve("child.log"));
    }

    @Test
    void keepsTheExitStatusAndTheOutput() throws Exception {
        GuardedProcess process = GuardedProcess.start(new Command(List.of("sh", "-c", "echo $GREETING; exit 7"), Map.of("GREETING", "hello")), PATIENT, log);

        assertEquals(7, process.waitFor());
        assertEquals(List.of("hello"), log.lastLines(5));
    }

    @Test
    void stopsOnItsSignal() throws Exception {
        GuardedProcess process = GuardedProcess.start(new Command(List.of("sleep", "300"), Map.of()), PATIENT, log);

        process.stop();

        assertEquals(SIGTERM_STATUS, process.waitFor());
    }

    @Test
    void isKilledWhenItDoesNotStopInTime() throws Exception {
        Command deaf = new Command(List.of("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done"), Map.of());
        GuardedProcess process = GuardedProcess.start(deaf, new GuardedProcess.Stop("TERM", Duration.ofSeconds(1)), log);
        while (log.lastLines(1).isEmpty()) {
            Thread.sleep(10);
        }

        process.stop();

        assertEquals(SIGKILL_STATUS, process.waitFor());
    }

    @Test
    void endsWithALauncherThatIsKilled() throws Exception {
        Process launcher = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Launcher.class.getName(), log.path().toString()).start();
        try (BufferedReader lines = launcher.inputReader()) {
            ProcessHandle child = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            assertTrue(child.isAlive());

            launcher.destroyForcibly();

            child.onExit().get(60, TimeUnit.SECONDS);
            assertTrue(Files.exists(log.path()));
        }
    }

    /// Starts a child that would live for minutes, prints its pid and waits.
    static final class Launcher {
        public static void main(String[] args) throws Exception {
            GuardedProcess child = GuardedProcess.start(new Command(List.of("sleep", "300"), Map.of()), PATIENT, new LogFile(Path.of(args[0])));
            System.out.println(child.handle().pid());
            Thread.currentThread().join();
        }
    }
}
