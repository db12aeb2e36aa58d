package dev.tractor.training;

import java.util.function.Consumer;

/// Tells each step of long work and how many there are: `[12/68] …`.
final class Steps {
    private final Consumer<String> progress;
    private final int count;
    private int done;

    Steps(Consumer<String> progress, int count) {
        this.progress = progress;
        this.count = count;
    }

    void next(String what) {
        done++;
        progress.accept("[" + done + "/" + count + "] " + what);
    }
}
