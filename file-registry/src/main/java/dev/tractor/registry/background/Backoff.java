package dev.tractor.registry.background;

import java.time.Duration;

/// Pauses between tries of something that fails for a while: each twice the one before, up to a limit. For one thread.
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(250);
    /// Short enough that a service is back in use soon after what it waits for is.
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    public Duration next() {
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }

    public void reset() {
        next = FIRST;
    }
}
