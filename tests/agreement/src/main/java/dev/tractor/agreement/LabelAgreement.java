package dev.tractor.agreement;

import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Measures the agreement and writes its page: `LabelAgreement CORPUS PAGE`.
public final class LabelAgreement {
    private LabelAgreement() {}

    public static void main(String[] args) throws IOException {
        Agreement agreement = measure(Path.of(args[0]));
        Files.writeString(Path.of(args[1]), new AgreementReport(agreement).markdown());
        System.out.printf("%d flows, %.4f agree, %.4f averaged over labels, %d labels seen%n", agreement.rows().size(), agreement.perFlow(_ -> true), agreement.perLabel(_ -> true), agreement.labelsSeen().size());
    }

    /// @param corpus the folder that the build knows as `tractor.corpus`
    static Agreement measure(Path corpus) throws IOException {
        try (Labeller labeller = Labellers.rules()) {
            return Agreement.measure(corpus.resolve("ndpi"), labeller);
        }
    }
}
