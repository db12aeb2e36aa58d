package dev.tractor.standalone;

import java.time.Duration;
import java.util.Optional;

/// How long to wait before a process that died is started again, and when to give up. Not thread-safe.
final class RestartPolicy {
    /// A process that lived this long was well; what happened before it no longer counts.
    static final Duration STABLE = Duration.ofSeconds(60);
    static final int MOST_DEATHS = 5;
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(8);

    private int deaths;

    /// @param lived from its start to its death
    /// @return how long to wait, or empty to give up
    Optional<Duration> afterDeath(Duration lived) {
        deaths = lived.compareTo(STABLE) >= 0 ? 1 : deaths + 1;
        if (deaths >= MOST_DEATHS) {
            return Optional.empty();
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << (deaths - 1));
        return Optional.of(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
    }
}
