package dev.tractor.agreement;

import dev.tractor.agreement.LabelledFlows.Labelled;
import dev.tractor.agreement.Reference.Row;
import dev.tractor.model.Decision;
import dev.tractor.model.LabelCatalogue;
import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import dev.tractor.model.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a model of first bytes adds on captures that it was not trained on, among the flows that the rules know no more of than the port.
///
/// `FirstBytesGain CORPUS HALF` names the captures of half 0 or 1; `FirstBytesGain CORPUS MODEL0 MODEL1` measures, with the model of each half on the other one.
public final class FirstBytesGain {
    private static final Set<String> PORT_AT_MOST = Set.of("none", "port");

    private final Path corpus;
    private final Map<String, Integer> sums = new TreeMap<>();
    private final Map<String, Integer> cases = new TreeMap<>();

    private FirstBytesGain(Path corpus) {
        this.corpus = corpus;
    }

    public static void main(String[] args) throws IOException {
        FirstBytesGain gain = new FirstBytesGain(Path.of(args[0]).resolve("ndpi"));
        if (args.length == 2) {
            gain.captures(Integer.parseInt(args[1])).forEach(System.out::println);
            return;
        }
        for (int half = 0; half < 2; half++) {
            gain.measure(ModelFiles.in(Path.of(args[1 + half])), gain.captures(1 - half));
        }
        gain.sums.forEach((what, flows) -> System.out.printf("%6d  %s%n", flows, what));
        gain.cases.forEach((what, flows) -> System.out.printf("%6d  %s%n", flows, what));
    }

    private List<Path> captures(int half) throws IOException {
        try (Stream<Path> all = Files.list(corpus.resolve("pcap"))) {
            return all.filter(capture -> Reference.half(capture.getFileName().toString()) == half).sorted().toList();
        }
    }

    private void measure(ModelFiles model, List<Path> captures) throws IOException {
        Map<String, List<Row>> reference = Reference.rows(corpus.resolve("flows.csv")).stream().filter(Row::isCertain).collect(Collectors.groupingBy(Row::capture));
        try (Labeller rules = Labellers.of(LabelCatalogue.standard(), List.of()); Labeller both = Labellers.of(LabelCatalogue.standard(), List.of(Labellers.byteModel(model)))) {
            NameMapping mapping = new NameMapping(rules);
            for (Path capture : captures) {
                Map<Conversation, Labelled> before = LabelledFlows.of(capture, rules);
                Map<Conversation, Labelled> after = LabelledFlows.of(capture, both);
                before.forEach((conversation, flow) -> {
                    if (!conversation.one().startsWith(" ") && isUndecided(flow.decision())) {
                        count("undecided by the rules");
                        count(after.get(conversation).decision().method().startsWith("model:") ? "undecided by the rules, labelled by the model" : "undecided by the rules, left by the model");
                    }
                });
                for (Row row : reference.getOrDefault(capture.getFileName().toString(), List.of())) {
                    if (before.containsKey(row.conversation()) && isUndecided(before.get(row.conversation()).decision())) {
                        compare(row, before.get(row.conversation()).decision(), after.get(row.conversation()).decision(), mapping);
                    }
                }
            }
        }
    }

    private void compare(Row row, Decision before, Decision after, NameMapping mapping) {
        count("undecided by the rules, known to the reference");
        String was = Agreement.agrees(row, before, mapping) ? "port right" : "port wrong or unknown";
        String is = !after.method().startsWith("model:") ? "left by the model" : Agreement.agrees(row, after, mapping) ? "model right" : "model wrong";
        count("known to the reference: " + was + ", " + is);
        if (after.method().startsWith("model:")) {
            cases.merge(row.capture() + ": " + row.label() + ", rules " + before.label() + ", model " + after.label(), 1, Integer::sum);
        }
    }

    private void count(String what) {
        sums.merge(what, 1, Integer::sum);
    }

    private static boolean isUndecided(Decision decision) {
        return PORT_AT_MOST.contains(decision.method()) && decision.applicationProtocol().isEmpty();
    }
}
