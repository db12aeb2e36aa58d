package dev.tractor.gateway.backend;

import dev.tractor.gateway.v1.LabelGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// The labels that the classifier can give, kept for some seconds. While it is away the last known ones stand.
@ApplicationScoped
public class LabelCatalogue {
    private static final Logger LOG = Logger.getLogger(LabelCatalogue.class);
    static final Duration MAX_AGE = Duration.ofSeconds(5);

    private record Snapshot(List<LabelGroup> groups, Set<String> labels) {}

    private final ClassifierClient classifier;
    private Snapshot snapshot;
    private long askedAtNanos;

    LabelCatalogue(@RestClient ClassifierClient classifier) {
        this.classifier = classifier;
    }

    /// @throws ApiException 503 when the classifier has never answered
    public List<LabelGroup> groups() {
        return current().groups();
    }

    /// @throws ApiException 503 when the classifier has never answered
    public boolean has(String label) {
        return current().labels().contains(label);
    }

    /// Only for tests of the time before the first answer.
    public synchronized void forget() {
        snapshot = null;
    }

    private synchronized Snapshot current() {
        if (snapshot != null && System.nanoTime() - askedAtNanos < MAX_AGE.toNanos()) return snapshot;
        try {
            var groups = BackEnd.CLASSIFIER.ask(classifier::labels);
            snapshot = new Snapshot(groups, groups.stream().flatMap(g -> g.labels().stream()).collect(Collectors.toUnmodifiableSet()));
        } catch (ApiException e) {
            if (snapshot == null) throw e;
            LOG.warnf("The label catalogue is the last known one: %s", e.getMessage());
        }
        askedAtNanos = System.nanoTime();
        return snapshot;
    }
}
