package dev.tractor.gateway;

import dev.tractor.gateway.packets.PacketsConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Duration;

/// The bounds of what is asked for packets, with their defaults; a test may shorten the time.
@Mock
@Singleton
class Limits implements PacketsConfig {
    static final Duration USUAL_TIME = Duration.ofSeconds(60);

    volatile Duration timeLimit = USUAL_TIME;

    @Override
    public long maxPackets() {
        return 10_000_000;
    }

    @Override
    public MemorySize maxBytes() {
        return new MemorySize(BigInteger.valueOf(4L << 30));
    }

    @Override
    public Duration timeLimit() {
        return timeLimit;
    }
}
