package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tractor.testsupport.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table in `samples/README.md`.
class SamplesTest {
    private static final Path SAMPLES = Path.of(System.getProperty("tractor.root"), "samples");
    private static final Pattern ROW = Pattern.compile("\\| \\[(?<capture>[\\w.-]+)].*\\| (?<flows>\\d+) \\| `(?<label>[\\w-]+)` on (?<port>\\d+) \\|");
    private static final long LENGTH_LIMIT = 200_000;

    record Sample(String capture, int flows, String label, int port) {}

    static List<Sample> samples() throws IOException {
        return Files.readAllLines(SAMPLES.resolve("README.md")).stream().map(ROW::matcher).filter(Matcher::matches)
                .map(row -> new Sample(row.group("capture"), Integer.parseInt(row.group("flows")), row.group("label"), Integer.parseInt(row.group("port")))).toList();
    }

    @Test
    void listsEveryCapture() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            Set<String> captures = files.filter(file -> file.toString().endsWith(".pcap")).map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));

            assertEquals(captures, samples().stream().map(Sample::capture).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void hasTheFlowsAndTheLabelOfTheTable(Sample sample) throws IOException {
        CommandRun run = CommandRun.of("classify", "--format", "ndjson", SAMPLES.resolve(sample.capture()));

        List<JsonNode> flows = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            flows.add(new JsonMapper().readTree(line));
        }
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(sample.flows(), flows.stream().filter(flow -> Set.of(6, 17).contains(flow.path("protocol").asInt())).count());
        assertEquals(sample.flows(), GoldenFile.read(SAMPLES.resolve("golden").resolve(sample.capture() + ".txt")).conversations().size());
        List<String> labels = flows.stream().filter(flow -> flow.path("dst_port").asInt() == sample.port()).map(flow -> flow.path("label").asText()).distinct().toList();
        assertEquals(List.of(sample.label()), labels);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isSmallAndOnlyOfTestAddresses(Sample sample) throws IOException {
        Path capture = SAMPLES.resolve(sample.capture());

        Set<String> addresses = CommandRun.of("flows", capture).out().lines().skip(1).map(row -> row.split(",")).flatMap(row -> Stream.of(row[0], row[2])).collect(Collectors.toSet());

        assertTrue(Files.size(capture) < LENGTH_LIMIT);
        assertFalse(addresses.isEmpty());
        assertTrue(Set.of("192.168.50.1", "192.168.50.10", "fd00:50::1", "fd00:50::10").containsAll(addresses), addresses.toString());
    }
}
