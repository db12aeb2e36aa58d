package dev.tractor.standalone;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `tractor down`: has the launcher of a data folder stop everything.
record Down(DataFolder data) {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /// @return 0 when nothing runs any more
    int run() throws InterruptedException {
        ProcessHandle launcher = data.state().launcher().flatMap(StateFile.Entry::process).orElse(null);
        if (launcher == null) {
            System.out.println("TrActor does not run on " + data.root());
            return 0;
        }
        CompletableFuture<ProcessHandle> end = launcher.onExit();
        launcher.destroy();
        try {
            end.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            throw new Refusal("The launcher (pid " + launcher.pid() + ") did not stop within " + LIMIT.toSeconds() + " s; see " + data.log(StateFile.LAUNCHER).path());
        }
        System.out.println("Stopped.");
        return 0;
    }
}
