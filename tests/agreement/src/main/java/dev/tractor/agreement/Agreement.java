package dev.tractor.agreement;

import dev.tractor.agreement.LabelledFlows.Labelled;
import dev.tractor.agreement.Reference.Row;
import dev.tractor.model.Decision;
import dev.tractor.model.Labeller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Every row of the reference with what we say of the same flow.
///
/// @param rows those that the reference is certain of
/// @param uncertain the others
/// @param labelsSeen every label that was given to any flow of the captures
record Agreement(List<Compared> rows, List<Compared> uncertain, TreeSet<String> labelsSeen) {
    /// Labels with fewer rows say little about a label.
    static final int MIN_ROWS_OF_A_LABEL = 5;

    /// @param ours null when no flow of ours has its endpoints
    record Compared(Row reference, Decision ours, boolean agrees) {
        /// Half of the captures were looked at while rules were written; the other half only measures.
        boolean heldOut() {
            return Reference.half(reference.capture()) == 1;
        }
    }

    /// @param folder of `flows.csv` and `pcap`
    static Agreement measure(Path folder, Labeller labeller) throws IOException {
        NameMapping mapping = new NameMapping(labeller);
        Map<String, Map<Conversation, Labelled>> captures = new HashMap<>();
        List<Compared> certain = new ArrayList<>();
        List<Compared> uncertain = new ArrayList<>();
        for (Row row : Reference.rows(folder.resolve("flows.csv"))) {
            Map<Conversation, Labelled> flows = captures.computeIfAbsent(row.capture(), capture -> LabelledFlows.of(folder.resolve("pcap").resolve(capture), labeller));
            Labelled labelled = flows.get(row.conversation());
            Decision ours = labelled == null ? null : labelled.decision();
            (row.isCertain() ? certain : uncertain).add(new Compared(row, ours, ours != null && agrees(row, ours, mapping)));
        }
        TreeSet<String> seen = new TreeSet<>();
        captures.values().forEach(flows -> flows.values().forEach(flow -> seen.add(flow.decision().label())));
        seen.remove(Decision.UNKNOWN);
        return new Agreement(certain, uncertain, seen);
    }

    /// The application must be our label. Where the reference names none, our label or the protocol under it must be its protocol.
    static boolean agrees(Row row, Decision ours, NameMapping mapping) {
        if (row.application() != null) {
            return mapping.of(row.application()).contains(ours.label());
        }
        List<String> wanted = mapping.of(row.master());
        return wanted.contains(ours.label()) || wanted.contains(ours.applicationProtocol());
    }

    long count(Predicate<Compared> which) {
        return rows.stream().filter(which).count();
    }

    /// Share of the rows that agree.
    double perFlow(Predicate<Compared> which) {
        return (double) count(which.and(Compared::agrees)) / count(which);
    }

    /// The shares of the labels that have enough rows, averaged.
    double perLabel(Predicate<Compared> which) {
        Map<String, List<Compared>> byLabel = new TreeMap<>();
        rows.stream().filter(which).forEach(row -> byLabel.computeIfAbsent(row.reference().label(), _ -> new ArrayList<>()).add(row));
        return byLabel.values().stream().filter(all -> all.size() >= MIN_ROWS_OF_A_LABEL)
                .mapToDouble(all -> all.stream().filter(Compared::agrees).count() / (double) all.size()).average().orElse(Double.NaN);
    }
}
