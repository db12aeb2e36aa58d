package dev.tractor.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.standalone.StateFile.Entry;
import dev.tractor.standalone.StateFile.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final GuardedProcess.Stop STOP = new GuardedProcess.Stop("TERM", Duration.ofSeconds(5));

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private DataFolder data;
    private Supervisor supervisor;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        data = new DataFolder(folder);
        data.create();
    }

    @AfterEach
    void stop() throws InterruptedException {
        supervisor.stop();
    }

    @Test
    void startsAComponentAfterItsNeedsAndStopsItBeforeThem() throws Exception {
        Path order = data.root().resolve("order");
        supervise(announcing("user", order, Set.of("used")), announcing("used", order, Set.of()));

        supervisor.start();
        supervisor.stop();

        assertEquals(List.of("+used", "+user", "-user", "-used"), Files.readAllLines(order));
        assertTrue(data.state().read().stream().filter(e -> !e.name().equals(StateFile.LAUNCHER)).allMatch(e -> e.state() == State.STOPPED));
    }

    @Test
    void startsAgainWhatDied() throws Exception {
        supervise(new Component("sleeper", 1, Set.of(), Component.Preparation.NONE, new Command(List.of("sleep", "300"), Map.of()), () -> true, STOP));
        supervisor.start();
        Entry first = sleeper(e -> e.state() == State.READY);

        first.process().orElseThrow().destroyForcibly();

        Entry second = sleeper(e -> e.state() == State.READY && e.restarts() == 1);
        assertFalse(first.pid() == second.pid());
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("sleeper died (signal 9), restarting; log: " + data.log("sleeper").path()), said.toString(StandardCharsets.UTF_8));
    }

    private void supervise(Component... components) {
        Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), data.log(StateFile.LAUNCHER));
        supervisor = new Supervisor(List.of(components), data, new Ports(Ports.DEFAULT_FIRST), console);
    }

    private static Component announcing(String name, Path order, Set<String> needs) {
        String script = "trap 'echo -" + name + " >>" + order + "; exit' TERM; echo +" + name + " >>" + order + "; while :; do sleep 0.05; done";
        Probe announced = () -> Files.exists(order) && Files.readString(order).contains("+" + name);
        return new Component(name, 1, needs, Component.Preparation.NONE, new Command(List.of("sh", "-c", script), Map.of()), announced, STOP);
    }

    private Entry sleeper(Predicate<Entry> wanted) throws InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            var found = data.state().read().stream().filter(e -> e.name().equals("sleeper") && e.process().isPresent()).filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not within 60 s: " + data.state().read());
    }
}
