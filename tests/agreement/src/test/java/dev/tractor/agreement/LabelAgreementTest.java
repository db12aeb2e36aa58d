package dev.tractor.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Real captures: the labels agree with nDPI's as far as the page says.
class LabelAgreementTest {
    private static final Path CORPUS = Path.of(System.getProperty("tractor.corpus", ""));
    private static final double LEAST_PER_FLOW = 0.954;
    private static final double LEAST_PER_LABEL = 0.93;
    private static final int LEAST_LABELS_SEEN = 200;

    @Test
    void labelsAgreeAndEveryDifferenceHasACause() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS.resolve("ndpi/pcap")), () -> "the corpus is not here: " + CORPUS);

        Agreement agreement = LabelAgreement.measure(CORPUS);

        assertTrue(agreement.rows().size() > 1_700, () -> agreement.rows().size() + " rows");
        assertTrue(agreement.perFlow(_ -> true) >= LEAST_PER_FLOW, () -> agreement.perFlow(_ -> true) + " per flow");
        assertTrue(agreement.perLabel(_ -> true) >= LEAST_PER_LABEL, () -> agreement.perLabel(_ -> true) + " averaged over labels");
        assertTrue(agreement.labelsSeen().size() >= LEAST_LABELS_SEEN, () -> "labels seen: " + agreement.labelsSeen());
        assertEquals(List.of(), new AgreementReport(agreement).unexplained());
    }
}
