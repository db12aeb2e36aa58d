package dev.tractor.standalone;

import dev.tractor.standalone.StateFile.Entry;
import dev.tractor.standalone.StateFile.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// Runs the components of a suite together: all of them, or none.
final class Supervisor implements Keeper.Events {
    /// From the first start to the last component's readiness, on a slow machine that also recovers from a crash.
    static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final int SHOWN_LINES = 15;

    private final DataFolder data;
    private final Ports ports;
    private final Console console;
    private final Map<String, Keeper> keepers = new LinkedHashMap<>();
    private final CountDownLatch failure = new CountDownLatch(1);
    private volatile State state = State.STARTING;

    Supervisor(List<Component> components, DataFolder data, Ports ports, Console console) {
        this.data = data;
        this.ports = ports;
        this.console = console;
        components.forEach(c -> keepers.put(c.name(), new Keeper(c, data, keepers::get, this)));
    }

    /// @return once all components are ready
    /// @throws Refusal when that does not happen
    void start() throws InterruptedException {
        keepers.values().forEach(keeper -> Thread.ofPlatform().name(keeper.component().name()).daemon().start(keeper));
        Instant deadline = Instant.now().plus(START_LIMIT);
        for (Keeper keeper : keepers.values()) {
            while (!keeper.awaitReady(Duration.ofMillis(200))) {
                requireNoFailure();
                if (Instant.now().isAfter(deadline)) {
                    failed(keeper.component(), "was not ready within " + START_LIMIT.toSeconds() + " s");
                }
            }
        }
        requireNoFailure();
        state = State.READY;
        changed();
    }

    /// @return only when a component cannot be kept running
    void awaitFailure() throws InterruptedException {
        failure.await();
    }

    private void requireNoFailure() {
        if (failure.getCount() == 0) {
            throw new Refusal("TrActor did not start");
        }
    }

    /// Stops what uses before what is used.
    void stop() throws InterruptedException {
        state = State.STOPPED;
        List<Keeper> left = new ArrayList<>(keepers.values());
        while (!left.isEmpty()) {
            Set<String> needed = left.stream().flatMap(k -> k.component().needs().stream()).collect(Collectors.toSet());
            List<Keeper> unneeded = left.stream().filter(k -> !needed.contains(k.component().name())).toList();
            stop(unneeded);
            left.removeAll(unneeded);
        }
        changed();
    }

    private static void stop(List<Keeper> group) throws InterruptedException {
        group.forEach(Keeper::stop);
        for (Keeper keeper : group) {
            keeper.awaitEnd();
        }
    }

    @Override
    public void say(String text) {
        console.say(text);
    }

    @Override
    public void failed(Component component, String reason) {
        LogFile log = data.log(component.name());
        synchronized (console) {
            if (failure.getCount() == 0) {
                return;
            }
            console.say(component.name() + " " + reason + "; stopping everything. Its log " + log.path() + " ends:");
            log.lastLines(SHOWN_LINES).forEach(line -> console.say("  | " + line));
        }
        failure.countDown();
    }

    @Override
    public synchronized void changed() {
        List<Entry> entries = new ArrayList<>();
        entries.add(Entry.of(StateFile.LAUNCHER, state, ProcessHandle.current(), ports.first(), 0));
        keepers.values().forEach(k -> entries.add(k.entry()));
        try {
            data.state().write(entries);
        } catch (IOException e) {
            console.say("The state of the processes cannot be written: " + e.getMessage());
        }
    }
}
