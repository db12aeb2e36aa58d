package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tractor.testsupport.GoldenFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Our counts of real captures against those of other tools.
class GoldenTest {
    private static final String TCP = "6";
    private static final String UDP = "17";

    private static final Path SAMPLES = Path.of(System.getProperty("tractor.root"), "samples");

    /// Of the corpus and of the samples.
    static List<Path> goldenFiles() throws IOException {
        try (Stream<Path> samples = Files.list(SAMPLES.resolve("golden"))) {
            return Stream.concat(GoldenFile.all(Path.of(System.getProperty("tractor.root"))).stream(), samples.sorted()).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void infoCountsWhatCapinfosAndTsharkCount(Path file) throws IOException {
        GoldenFile golden = GoldenFile.read(file);

        CommandRun run = CommandRun.of("info", "--json", capture(file, golden));

        assertEquals(0, run.exitCode(), run.err());
        JsonNode info = new JsonMapper().readTree(run.out());
        assertEquals(golden.packets(), info.path("packets").asLong());
        assertEquals(golden.tcpPackets(), info.path("tcp_packets").asLong());
        assertEquals(golden.udpPackets(), info.path("udp_packets").asLong());
        assertEquals(micros(golden.timeStart()), micros(info.path("time_start").decimalValue()));
        assertEquals(micros(golden.timeEnd()), micros(info.path("time_end").decimalValue()));
        assertTrue(info.path("accounting_closes").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void flowsAddUpToTsharksConversations(Path file) throws IOException {
        GoldenFile golden = GoldenFile.read(file);

        CommandRun run = CommandRun.of("flows", capture(file, golden));

        assertEquals(0, run.exitCode(), run.err());
        SortedMap<String, GoldenFile.Conversation> sums = new TreeMap<>();
        run.out().lines().skip(1).map(row -> row.split(",")).filter(row -> row[4].equals(TCP) || row[4].equals(UDP)).forEach(row -> add(sums, row));
        assertEquals(lines(golden.conversations()), lines(sums));
    }

    private static void add(SortedMap<String, GoldenFile.Conversation> sums, String[] row) {
        var counters = new GoldenFile.Conversation(Long.parseLong(row[8]), Long.parseLong(row[10]), Long.parseLong(row[9]), Long.parseLong(row[11]));
        if ((row[0] + "\t" + row[1]).compareTo(row[2] + "\t" + row[3]) < 0) {
            sums.merge(GoldenFile.key(row[4], row[0], row[1], row[2], row[3]), counters, GoldenFile.Conversation::plus);
        } else {
            sums.merge(GoldenFile.key(row[4], row[2], row[3], row[0], row[1]), counters.turned(), GoldenFile.Conversation::plus);
        }
    }

    private static String lines(SortedMap<String, GoldenFile.Conversation> conversations) {
        StringBuilder lines = new StringBuilder();
        conversations.forEach((key, counters) -> lines.append(key).append(": ").append(counters).append('\n'));
        return lines.toString();
    }

    private static BigDecimal micros(BigDecimal seconds) {
        return seconds.setScale(6, RoundingMode.DOWN);
    }

    private static Path capture(Path file, GoldenFile golden) {
        if (file.startsWith(SAMPLES)) {
            return SAMPLES.resolve(golden.capture());
        }
        Path capture = Path.of(System.getProperty("tractor.corpus", "missing"), golden.capture());
        assumeTrue(Files.exists(capture), "the corpus (system property tractor.corpus) has no " + capture);
        return capture;
    }
}
