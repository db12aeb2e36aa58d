package dev.tractor.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final RestartPolicy policy = new RestartPolicy();

    @Test
    void waitsLongerEachTimeAndGivesUpAtTheFifthDeath() {
        List<Optional<Duration>> delays = Stream.generate(() -> policy.afterDeath(SHORT)).limit(5).toList();

        assertEquals(List.of(millis(500), millis(1000), millis(2000), millis(4000), Optional.empty()), delays);
    }

    @Test
    void forgetsDeathsBeforeAStableLife() {
        policy.afterDeath(SHORT);
        policy.afterDeath(SHORT);
        policy.afterDeath(SHORT);

        assertEquals(millis(500), policy.afterDeath(RestartPolicy.STABLE));
        assertEquals(millis(1000), policy.afterDeath(SHORT));
    }

    private static Optional<Duration> millis(long millis) {
        return Optional.of(Duration.ofMillis(millis));
    }
}
