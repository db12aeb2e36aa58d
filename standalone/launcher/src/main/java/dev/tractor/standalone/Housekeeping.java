package dev.tractor.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Bounds the logs and warns of a disk that gets full.
final class Housekeeping implements Runnable {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final long LITTLE_FREE_BYTES = DataFolder.LEAST_FREE_BYTES / 4;

    private final DataFolder data;
    private final List<LogFile> logs;
    private final Console console;
    private boolean warned;

    Housekeeping(DataFolder data, List<LogFile> logs, Console console) {
        this.data = data;
        this.logs = logs;
        this.console = console;
    }

    @Override
    public void run() {
        try {
            while (true) {
                logs.forEach(this::rotate);
                warnOfFullDisk();
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rotate(LogFile log) {
        try {
            log.rotate();
        } catch (IOException e) {
            console.say("The log " + log.path() + " cannot be rotated: " + e.getMessage());
        }
    }

    private void warnOfFullDisk() {
        long free = data.freeBytes();
        boolean little = free < LITTLE_FREE_BYTES;
        if (little && !warned) {
            console.say("The disk of %s is nearly full: %d MiB left".formatted(data.root(), free >> 20));
        }
        warned = little;
    }
}
