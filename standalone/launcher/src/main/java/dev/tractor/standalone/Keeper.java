package dev.tractor.standalone;

import dev.tractor.standalone.StateFile.Entry;
import dev.tractor.standalone.StateFile.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Keeps one component running: starts it when its needs are ready, starts it again when it died, until told to stop.
final class Keeper implements Runnable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String DISK_FULL = "No space left on device";
    private static final int LOOK_BACK_LINES = 40;
    private static final int SIGNAL_BASE = 128;

    /// What a keeper tells the whole.
    interface Events {
        void changed();

        void say(String text);

        /// The component cannot be kept running.
        void failed(Component component, String reason);
    }

    private final Component component;
    private final DataFolder data;
    private final Function<String, Keeper> others;
    private final Events events;
    private final RestartPolicy policy = new RestartPolicy();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile GuardedProcess process;
    private volatile Entry entry;

    Keeper(Component component, DataFolder data, Function<String, Keeper> others, Events events) {
        this.component = component;
        this.data = data;
        this.others = others;
        this.events = events;
        this.entry = Entry.none(component.name(), State.WAITING, component.port(), 0);
    }

    Component component() {
        return component;
    }

    Entry entry() {
        return entry;
    }

    /// @return false when the time ran out
    boolean awaitReady(Duration time) throws InterruptedException {
        return ready.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        stopping.countDown();
        GuardedProcess running = process;
        if (running != null) {
            running.stop();
        }
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void run() {
        try {
            awaitNeeds();
            while (!isStopping() && runOnce()) {
                events.changed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            events.failed(component, e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            enter(State.STOPPED);
            ended.countDown();
        }
    }

    private void awaitNeeds() throws InterruptedException {
        for (String need : component.needs()) {
            while (!others.apply(need).awaitReady(POLL) && !isStopping()) {
                // asked again
            }
        }
    }

    /// @return whether to start it again
    private boolean runOnce() throws Exception {
        Instant start = Instant.now();
        component.prepare().run();
        process = GuardedProcess.start(component.command(), component.stop(), data.log(component.name()));
        if (isStopping()) {
            process.stop();
        }
        enter(State.STARTING);
        if (becomesReady()) {
            events.say(String.format(Locale.ROOT, "%-16s ready in %4.1f s   127.0.0.1:%d%s", component.name(), Duration.between(start, Instant.now()).toMillis() / 1000.0,
                    component.port(), entry.restarts() > 0 ? "   (restarted)" : ""));
            enter(State.READY);
            ready.countDown();
        }
        int status = process.waitFor();
        return !isStopping() && restartsAfter(status, Duration.between(start, Instant.now()));
    }

    private boolean becomesReady() throws InterruptedException {
        while (process.isAlive() && !isStopping()) {
            if (answers()) {
                return true;
            }
            process.waitFor(POLL);
        }
        return false;
    }

    private boolean answers() {
        try {
            return component.probe().ready();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean restartsAfter(int status, Duration lived) throws InterruptedException {
        String how = status > SIGNAL_BASE ? "signal " + (status - SIGNAL_BASE) : "exit status " + status;
        String log = data.log(component.name()).path().toString();
        if (diskIsFull()) {
            events.say("The disk of " + data.root() + " is full: " + component.name() + " died of it");
        }
        Duration delay = policy.afterDeath(lived).orElse(null);
        if (delay == null) {
            events.failed(component, "died " + RestartPolicy.MOST_DEATHS + " times in a row (last: " + how + ")");
            return false;
        }
        events.say(component.name() + " died (" + how + "), restarting; log: " + log);
        entry = Entry.none(component.name(), State.RESTARTING, component.port(), entry.restarts() + 1);
        events.changed();
        return !stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean diskIsFull() {
        List<String> lines = data.log(component.name()).lastLines(LOOK_BACK_LINES);
        return lines.stream().anyMatch(line -> line.contains(DISK_FULL));
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void enter(State state) {
        entry = state == State.STOPPED || process == null
                ? Entry.none(component.name(), state, component.port(), entry.restarts())
                : Entry.of(component.name(), state, process.handle(), component.port(), entry.restarts());
        events.changed();
    }
}
