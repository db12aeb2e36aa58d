package dev.tractor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every label of the catalogue, as `label-examples.txt` has it: what gives it, and what nearly does.
class LabelExamplesTest {
    private static final Map<String, Integer> TRANSPORTS = Map.of("tcp", 6, "udp", 17, "sctp", 132);
    private static final int UNKNOWN_PORT = 61_000;
    private static final RuleDecider RULES = new RuleDecider(LabelCatalogue.standard());

    record Example(String label, String seen, String nearMiss) {}

    static Stream<Example> examples() throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(LabelExamplesTest.class.getResourceAsStream("/label-examples.txt"), StandardCharsets.US_ASCII))) {
            return in.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split("\\|"))
                    .map(cells -> new Example(cells[0].strip(), cells[1].strip(), cells[2].strip())).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isGivenAndItsNearMissIsNot(Example example) {
        assertEquals(example.label, label(example.seen));
        assertNotEquals(example.label, label(example.nearMiss));
    }

    private static String label(String statements) {
        int protocol = 6;
        int port = UNKNOWN_PORT;
        byte[] server = {(byte) 198, 51, 100, 7};
        List<Evidence> evidence = new ArrayList<>();
        for (String statement : statements.split(" (?=[a-z-]+=)")) {
            String value = statement.substring(statement.indexOf('=') + 1);
            switch (statement.substring(0, statement.indexOf('='))) {
                case "port" -> {
                    protocol = TRANSPORTS.get(value.substring(0, value.indexOf('/')));
                    port = Integer.parseInt(value.substring(value.indexOf('/') + 1));
                }
                case "ip" -> protocol = Integer.parseInt(value);
                case "server" -> server = InetAddress.ofLiteral(value).getAddress();
                case String kind -> evidence.add(new Evidence(kind(kind), value));
            }
        }
        return RULES.decide(List.of(new FlowFacts(protocol, new byte[4], server, 40_000, port, evidence, new byte[0], new byte[0], new int[0], Map.of()))).getFirst().label();
    }

    private static EvidenceKind kind(String label) {
        return Arrays.stream(EvidenceKind.values()).filter(kind -> kind.label().equals(label)).findFirst().orElseThrow(() -> new IllegalArgumentException("no kind of evidence: " + label));
    }

    @Test
    void everyLabelHasAnExample() throws IOException {
        Set<String> shown = examples().map(Example::label).collect(Collectors.toSet());

        TreeSet<String> labels = new TreeSet<>();
        LabelCatalogue.standard().groups().forEach(group -> labels.addAll(group.labels()));
        labels.remove(Decision.UNKNOWN);
        labels.removeAll(shown);
        assertTrue(labels.isEmpty(), () -> "label-examples.txt has no example of " + labels);
    }
}
