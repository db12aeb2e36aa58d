package dev.tractor.agreement;

import dev.tractor.agreement.Agreement.Compared;
import dev.tractor.agreement.Causes.Cause;
import dev.tractor.model.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The page `docs/reference/label-agreement.md`.
final class AgreementReport {
    private static final String HEAD = """
            # How far the labels agree with nDPI's

            Written by `tests/agreement/measure`; `LabelAgreementTest` holds the figures. The reference is what nDPI 4.11-dev printed for its own test captures: every flow whose label it is certain of
            (confidence `DPI`), at most 20 per capture and label. A flow agrees when our label is the application that nDPI names; where nDPI names only a protocol, when our label or the protocol under it is that
            protocol. `tls` is never an application. Which of our labels mean which of nDPI's names: [names.yaml](../../tests/agreement/src/main/resources/agreement/names.yaml). Of several flows between
            the same endpoints the one with the most packets is compared.

            """;
    private static final String CROSS_CHECK = """

            The captures are cut in two by a hash of their names. The recognisers and rules were first written while looking at one half only (and at the names of the protocols in both); then the second half
            agreed in 86.1% of its flows (83.8% over labels) while the first had 92.4% (89.5%). After that the second half was looked at too, so its figure above is no longer that of unseen captures.
            Later the catalogue grew from some 600 labels to more than 2,100 and from some 230 protocols to more than 350, from public knowledge of services and protocols and not from the captures: both are meant for what
            these do not hold, and moved the figures above by at most 0.3 points, downwards.

            ## What differs, and why

            """;

    private static final String UNCERTAIN = """

            ## Flows that nDPI is not certain of

            No reference: nDPI says itself that it names them by port, address or an earlier flow, or not at all. At most 20 per capture and label again. Where we differ, by what we say:

            | nDPI | flows | agree | we name the application or protocol by what the flow says | by port or address only | unknown |
            |---|---|---|---|---|---|
            """;
    private static final String UNCERTAIN_CAUSES = """

            - *Match by port* is mostly TLS or HTTP of a flow without payload or from its middle. Where we say something else by address, the server is in a range that its owner publishes (Google, Apple, Akamai), which
              tells more; where by what the flow says, an earlier DNS answer gave the server its name, or the payload has the form of another protocol. By port we differ where two programs share one (8009: AJP, Chromecast).
            - *Match by port*, unknown here: the port is no label's (scans of seldom used ports), or of the other transport.
            - *DPI (cache)*: nDPI remembers what an earlier flow between the same hosts was; we label each flow by itself, but for names of DNS and announced endpoints.
            - *Match by custom rule*: rules of nDPI's own tests. *Unknown*, named here: RTP, DNS and others by their form.
            """;

    private static final String RECORDED = "/agreement/recorded.md";
    private static final Set<String> WEAK_METHODS = Set.of("port", "address");

    private final Agreement agreement;
    private final Causes causes = new Causes();

    AgreementReport(Agreement agreement) {
        this.agreement = agreement;
    }

    String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| | flows | agree | per flow | averaged over labels with at least ").append(Agreement.MIN_ROWS_OF_A_LABEL).append(" flows |\n|---|---|---|---|---|\n");
        line(page, "all captures", _ -> true);
        line(page, "first half of the captures", row -> !row.heldOut());
        line(page, "second half of the captures", Compared::heldOut);
        page.append("\nLabels given to at least one flow of the captures: ").append(agreement.labelsSeen().size()).append(".\n").append(CROSS_CHECK);
        differences(page);
        page.append(UNCERTAIN);
        agreement.uncertain().stream().map(row -> row.reference().confidence()).distinct().sorted().forEach(confidence -> uncertain(page, confidence));
        page.append(UNCERTAIN_CAUSES);
        return page.append(recorded()).toString();
    }

    /// What was measured once on recordings that are no part of the project.
    private static String recorded() {
        try (InputStream in = AgreementReport.class.getResourceAsStream(RECORDED)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RECORDED, e);
        }
    }

    private void uncertain(StringBuilder page, String confidence) {
        List<Compared> rows = agreement.uncertain().stream().filter(row -> row.reference().confidence().equals(confidence)).toList();
        List<Compared> differ = rows.stream().filter(row -> !row.agrees()).toList();
        long unknown = differ.stream().filter(row -> row.ours() == null || row.ours().label().equals(Decision.UNKNOWN)).count();
        long weak = differ.stream().filter(row -> row.ours() != null && WEAK_METHODS.contains(row.ours().method())).count();
        page.append(String.format(Locale.ROOT, "| %s | %d | %d | %d | %d | %d |%n", confidence, rows.size(), rows.size() - differ.size(), differ.size() - unknown - weak, weak, unknown));
    }

    private void line(StringBuilder page, String name, Predicate<Compared> which) {
        page.append(String.format(Locale.ROOT, "| %s | %d | %d | %.1f%% | %.1f%% |%n", name, agreement.count(which), agreement.count(which.and(Compared::agrees)),
                100 * agreement.perFlow(which), 100 * agreement.perLabel(which)));
    }

    private void differences(StringBuilder page) {
        Map<String, List<Compared>> byCase = new TreeMap<>();
        agreement.rows().stream().filter(row -> !row.agrees()).forEach(row -> byCase.computeIfAbsent(key(row), _ -> new ArrayList<>()).add(row));
        Map<String, Integer> sums = new TreeMap<>();
        byCase.values().forEach(rows -> sums.merge(causes.of(rows.getFirst()).whose(), rows.size(), Integer::sum));
        page.append("Flows by cause: ").append(String.join(", ", sums.entrySet().stream().map(sum -> sum.getKey() + ' ' + sum.getValue()).toList())).append(".\n\n");
        page.append("| cause | flows | capture | nDPI | TrActor | why |\n|---|---|---|---|---|---|\n");
        byCase.forEach((_, rows) -> {
            Compared row = rows.getFirst();
            Cause cause = causes.of(row);
            page.append("| ").append(cause.whose()).append(" | ").append(rows.size()).append(" | ").append(row.reference().capture()).append(" | ").append(row.reference().label()).append(" | ")
                    .append(row.ours() == null ? "no such flow" : row.ours().label()).append(" | ").append(cause.why()).append(" |\n");
        });
    }

    private String key(Compared row) {
        return String.join(" ", causes.of(row).whose(), row.reference().capture(), row.reference().label(), row.ours() == null ? "" : row.ours().label());
    }

    /// Cases that nobody has explained yet.
    List<String> unexplained() {
        return agreement.rows().stream().filter(row -> !row.agrees() && causes.of(row).whose().equals(Causes.UNEXPLAINED)).map(this::key).distinct().toList();
    }
}
