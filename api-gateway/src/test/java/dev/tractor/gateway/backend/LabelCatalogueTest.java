package dev.tractor.gateway.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.gateway.v1.LabelGroup;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LabelCatalogueTest {
    private static final List<LabelGroup> OLD = List.of(new LabelGroup("network", List.of("dns")));
    private static final List<LabelGroup> NEW = List.of(new LabelGroup("network", List.of("dns", "ntp")));

    private final Queue<Supplier<List<LabelGroup>>> answers = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong();
    private final LabelCatalogue catalogue = new LabelCatalogue(() -> answers.remove().get(), nanos::get);

    @Test
    void beforeTheFirstAnswerItIsUnavailable() {
        answers.add(LabelCatalogueTest::away);
        answers.add(() -> OLD);

        assertEquals(Status.SERVICE_UNAVAILABLE, assertThrows(ApiException.class, catalogue::groups).status());
        assertEquals(OLD, catalogue.groups());
    }

    @Test
    void itIsAskedAgainAfterFiveSecondsAndOutlivesTheClassifier() {
        answers.add(() -> OLD);
        answers.add(LabelCatalogueTest::away);
        answers.add(() -> NEW);

        assertTrue(catalogue.has("dns"));
        nanos.addAndGet(4_999_999_999L);
        assertFalse(catalogue.has("ntp"));
        nanos.addAndGet(1);
        assertEquals(OLD, catalogue.groups());
        nanos.addAndGet(5_000_000_000L);
        assertTrue(catalogue.has("ntp"));
        assertTrue(answers.isEmpty());
    }

    private static List<LabelGroup> away() {
        throw new ProcessingException("refused");
    }
}
