package dev.tractor.extractor.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.flow.MeteringStoppedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LeaseKeeperTest {
    private static final Lease LEASE = new Lease(7, 2, "a.pcap", "e1", 1_000, Map.of(), 15, "m1", List.of(), null);
    private static final Duration EVERY = Duration.ofMillis(10);

    private final MemoryRegistry registry = new MemoryRegistry();
    private final LeaseKeeper keeper = new LeaseKeeper(registry, LEASE, "me", EVERY, 2, Thread.currentThread());

    @AfterEach
    void close() {
        keeper.close();
        Thread.interrupted();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    @Test
    void aHeartbeatSaysHowFarTheMeteringIs() throws Exception {
        assertTrue(keeper.reached(500, 40, 3));
        keeper.awaitRoom();
        keeper.start();
        until(() -> registry.heartbeats().size() > 1);
        assertEquals(new Heartbeat("me", 500, 40, 3, 1), registry.heartbeats().getLast());
    }

    @Test
    void meteringPausesUntilBatchesAreStoredAndHeartbeatsGoOn() throws Exception {
        keeper.start();
        CompletableFuture<Void> third = new CompletableFuture<>();
        keeper.awaitRoom();
        keeper.awaitRoom();
        Thread.ofVirtual().start(() -> {
            try {
                keeper.awaitRoom();
                third.complete(null);
            } catch (InterruptedException e) {
                third.completeExceptionally(e);
            }
        });
        int before = registry.heartbeats().size();
        until(() -> registry.heartbeats().size() > before + 3);
        assertFalse(third.isDone());
        registry.store(1);
        third.get(60, TimeUnit.SECONDS);
        until(() -> registry.heartbeats().getLast().batches() == 3);
    }

    @Test
    void aLostLeaseStopsTheMeteringWhereverItWaits() throws Exception {
        keeper.awaitRoom();
        keeper.awaitRoom();
        registry.takeLeaseAway();
        keeper.start();
        assertThrows(InterruptedException.class, () -> Thread.sleep(60_000));
        assertFalse(keeper.reached(1, 1, 1));
        assertThrows(MeteringStoppedException.class, keeper::awaitRoom);
        assertThrows(MeteringStoppedException.class, keeper::settle);
        assertTrue(keeper.isLost());
    }

    @Test
    void aRegistryThatIsAwayStopsNothing() throws Exception {
        registry.awayFor(5);
        keeper.start();
        until(() -> registry.heartbeats().size() > 1);
        assertTrue(keeper.reached(1, 1, 1));
        assertFalse(keeper.isStopped());
    }

    @Test
    void whileTheEndIsReportedOnlyItsAnswerCounts() throws Exception {
        keeper.start();
        keeper.settle();
        registry.takeLeaseAway();
        Thread.sleep(10 * EVERY.toMillis());
        assertFalse(keeper.isStopped());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aProcessThatEndsStopsTheMeteringWithoutLosingTheLease() {
        keeper.start();
        keeper.stop();
        assertTrue(Thread.interrupted());
        assertTrue(keeper.isStopped());
        assertFalse(keeper.isLost());
    }
}
