package dev.tractor.gateway.backend;

import dev.tractor.gateway.v1.LabelGroup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// The labels that the classifier can give, kept for some seconds. While it is away the last known ones stand.
@ApplicationScoped
public class LabelCatalogue {
    private static final Logger LOG = Logger.getLogger(LabelCatalogue.class);
    static final Duration MAX_AGE = Duration.ofSeconds(5);

    private record Snapshot(List<LabelGroup> groups, Set<String> labels) {}

    private final Supplier<List<LabelGroup>> classifier;
    private final LongSupplier clockNanos;
    private Snapshot snapshot;
    private long askedAtNanos;

    @Inject
    LabelCatalogue(@RestClient ClassifierClient classifier) {
        this(classifier::labels, System::nanoTime);
    }

    LabelCatalogue(Supplier<List<LabelGroup>> classifier, LongSupplier clockNanos) {
        this.classifier = classifier;
        this.clockNanos = clockNanos;
    }

    /// @throws ApiException 503 when the classifier has never answered
    public List<LabelGroup> groups() {
        return current().groups();
    }

    /// @throws ApiException 503 when the classifier has never answered
    public boolean has(String label) {
        return current().labels().contains(label);
    }

    private synchronized Snapshot current() {
        if (snapshot != null && clockNanos.getAsLong() - askedAtNanos < MAX_AGE.toNanos()) return snapshot;
        try {
            var groups = BackEnd.CLASSIFIER.ask(classifier);
            snapshot = new Snapshot(groups, groups.stream().flatMap(g -> g.labels().stream()).collect(Collectors.toUnmodifiableSet()));
        } catch (ApiException e) {
            if (snapshot == null) throw e;
            LOG.warnf("The label catalogue is the last known one: %s", e.getMessage());
        }
        askedAtNanos = clockNanos.getAsLong();
        return snapshot;
    }
}
