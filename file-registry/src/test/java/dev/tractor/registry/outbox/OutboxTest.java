package dev.tractor.registry.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.contracts.Topic;
import dev.tractor.contracts.v1.ExtractionRequest;
import dev.tractor.registry.RegistryTestBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxTest extends RegistryTestBase {
    @Inject
    Outbox outbox;

    @Inject
    FlakyPublisher broker;

    @AfterEach
    void wellAgain() {
        broker.fault(FlakyPublisher.Fault.NONE);
    }

    @Test
    void eventsLeaveInTheirOrderOnceTheBrokerIsBack() {
        broker.fault(FlakyPublisher.Fault.AWAY);
        for (int attempt = 1; attempt <= 50; attempt++) {
            write(attempt);
        }
        assertEquals(List.of(), requests());

        broker.fault(FlakyPublisher.Fault.NONE);

        eventually("all published", () -> requests().size() == 50);
        assertEquals(IntStream.rangeClosed(1, 50).boxed().toList(), requests().stream().map(ExtractionRequest::getAttempt).toList());
        eventually("outbox empty", () -> left() == 0);
    }

    @Test
    void anEventWhoseAcknowledgementIsLostIsPublishedAgainBeforeTheNext() {
        broker.fault(FlakyPublisher.Fault.ACKNOWLEDGEMENT_LOST);
        write(1);
        write(2);
        eventually("published twice", () -> requests().size() >= 2);
        assertEquals(2, left());

        broker.fault(FlakyPublisher.Fault.NONE);

        eventually("outbox empty", () -> left() == 0);
        List<Integer> attempts = requests().stream().map(ExtractionRequest::getAttempt).toList();
        assertTrue(attempts.size() >= 3);
        assertEquals(IntStream.range(0, attempts.size()).mapToObj(i -> i < attempts.size() - 1 ? 1 : 2).toList(), attempts);
    }

    @Test
    void nothingLeavesOfATransactionThatIsRolledBack() {
        QuarkusTransaction.begin();
        outbox.publish(Topic.EXTRACTION_REQUESTS, 1, request(1));
        QuarkusTransaction.rollback();
        write(2);

        eventually("published", () -> !requests().isEmpty());
        assertEquals(List.of(request(2)), requests());
    }

    private void write(int attempt) {
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(Topic.EXTRACTION_REQUESTS, 1, request(attempt)));
    }

    private long left() {
        return QuarkusTransaction.requiringNew().call(outbox::count);
    }

    private static ExtractionRequest request(int attempt) {
        return ExtractionRequest.newBuilder().setJobId(1).setAttempt(attempt).build();
    }
}
