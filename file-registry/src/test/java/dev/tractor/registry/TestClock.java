package dev.tractor.registry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Time that passes as usual, and can be put forward.
@ApplicationScoped
public class TestClock {
    private volatile Duration ahead = Duration.ZERO;

    public void forward(Duration time) {
        ahead = ahead.plus(time);
    }

    @Produces
    @ApplicationScoped
    Clock clock() {
        return new Forward(this);
    }

    static class Forward extends Clock {
        private final TestClock clock;

        Forward() {
            this(null);
        }

        Forward(TestClock clock) {
            this.clock = clock;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(clock.ahead);
        }
    }
}
