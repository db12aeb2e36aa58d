package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowsCommandTest {
    private static final String HEADER =
            "src_ip,src_port,dst_ip,dst_port,protocol,time_start,time_end,duration_us,packets_fwd,packets_bwd,bytes_fwd,bytes_bwd,end_reason,scope,health,icmp_errors,icmp_error";
    private static final String CSV = HEADER + """

            10.0.0.1,40000,10.0.0.53,9999,17,1700000000.000000,1700000000.000250,250,1,1,36,38,idle,,,0,
            10.0.0.1,50000,93.184.216.34,80,6,1700000001.000000,1700000001.070000,70000,5,3,242,147,end,,,0,
            10.0.0.1,40000,10.0.0.53,9999,17,1700000120.000001,1700000120.000001,0,1,0,29,0,forced,,,0,
            """;

    @TempDir
    private Path folder;
    private Path capture;

    @BeforeEach
    void writeCapture() throws IOException {
        capture = Files.write(folder.resolve("office.pcap"), Captures.office());
    }

    @Test
    void csvHasARowPerFlow() {
        CommandRun run = CommandRun.of("flows", capture);

        assertEquals("", run.err());
        assertEquals(sorted(CSV), sorted(run.out()));
        assertEquals(0, run.exitCode());
    }

    @Test
    void ndjsonHasAnObjectPerFlow() {
        CommandRun run = CommandRun.of("flows", "--format", "ndjson", capture);

        String closed = run.out().lines().filter(line -> line.contains("\"protocol\":6")).findFirst().orElseThrow();
        assertEquals(3, run.out().lines().count());
        assertEquals("{\"src_ip\":\"10.0.0.1\",\"src_port\":50000,\"dst_ip\":\"93.184.216.34\",\"dst_port\":80,\"protocol\":6,\"time_start\":1700000001.000000,\"time_end\":1700000001.070000,"
                + "\"duration_us\":70000,\"packets_fwd\":5,\"packets_bwd\":3,\"bytes_fwd\":242,\"bytes_bwd\":147,\"end_reason\":\"end\",\"scope\":null,\"health\":null,\"icmp_errors\":0,\"icmp_error\":null}", closed);
    }

    @Test
    void jsonIsAnArrayOfTheSameObjects() throws IOException {
        String lines = CommandRun.of("flows", "--format", "ndjson", capture).out();

        String array = CommandRun.of("flows", "--format", "json", capture).out();

        assertEquals("[\n" + lines.strip().replace("\n", ",\n") + "\n]\n", array);
        assertEquals(3, new JsonMapper().readTree(array).size());
        assertEquals("[\n]\n", CommandRun.withInput(Captures.withoutIp(), "flows", "--format", "json", "-").out());
        assertEquals("", CommandRun.withInput(Captures.withoutIp(), "flows", "--format", "ndjson", "-").out());
    }

    @Test
    void standardInputGivesTheSameAsTheFile() {
        assertEquals(CommandRun.of("flows", capture), CommandRun.withInput(Captures.office(), "flows", "-"));
    }

    @Test
    void outTakesTheTableInsteadOfStandardOutput() throws IOException {
        Path out = folder.resolve("flows.csv");

        CommandRun run = CommandRun.of("flows", capture, "--out", out);

        assertEquals(new CommandRun(0, "", ""), run);
        assertEquals(sorted(CSV), sorted(Files.readString(out)));
    }

    @Test
    void outNeverReplacesTheCaptureThatIsRead() throws IOException {
        CommandRun run = CommandRun.of("flows", capture, "--out", capture);

        assertEquals(new CommandRun(1, "", "tractor flows: --out " + capture + " is the capture itself; name another file\n"), run);
        assertEquals(Captures.office().length, Files.size(capture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tractor-1", "iscx-2016"})
    void aProfileAddsItsFeatures(String profile) {
        CommandRun run = CommandRun.of("flows", "--profile", profile, capture);

        List<String[]> rows = run.out().lines().map(line -> line.split(",", -1)).toList();
        assertEquals(0, run.exitCode(), run.err());
        List<String> header = List.of(rows.getFirst());
        assertEquals(HEADER, String.join(",", header.subList(0, 13)) + "," + String.join(",", header.subList(header.size() - 4, header.size())));
        assertEquals(rows.getFirst().length, Arrays.stream(rows.getFirst()).distinct().count(), "a column is named twice");
        int duration = Arrays.asList(rows.getFirst()).indexOf("duration");
        for (String[] row : rows.subList(1, rows.size())) {
            assertEquals(rows.getFirst().length, row.length);
            assertEquals(row[7], row[duration]);
        }
    }

    @Test
    void aMissingNumberIsAnEmptyFieldOrNull() throws IOException {
        byte[] onePacket = Captures.datagrams(1);

        String[] lines = CommandRun.withInput(onePacket, "flows", "--profile", "tractor-1", "-").out().split("\n");
        JsonNode row = new JsonMapper().readTree(CommandRun.withInput(onePacket, "flows", "--profile", "tractor-1", "--format", "ndjson", "-").out());

        int rate = Arrays.asList(lines[0].split(",")).indexOf("packets_per_second");
        assertTrue(rate > 12, lines[0]);
        assertEquals("", lines[1].split(",", -1)[rate]);
        assertTrue(row.path("features").path("packets_per_second").isNull());
    }

    @Test
    void anUnknownProfileIsWrongUsage() {
        CommandRun run = CommandRun.of("flows", "--profile", "weka", capture);

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("weka") && run.err().contains("tractor-1"), run.err());
    }

    @Test
    void aCaptureThatBreaksOffGivesItsFlowsAndAWarning() {
        byte[] cut = Arrays.copyOf(Captures.office(), Captures.office().length - 5);

        CommandRun run = CommandRun.withInput(cut, "flows", "-");

        assertEquals(0, run.exitCode());
        assertEquals(3, run.out().lines().count(), "the header and the two flows before the cut");
        assertEquals(1, run.err().lines().count());
        assertTrue(run.err().startsWith("tractor: -: truncated: "), run.err());
    }

    @Test
    void aCaptureWithoutIpHasNoFlows() {
        assertEquals(new CommandRun(0, HEADER + "\n", ""), CommandRun.withInput(Captures.withoutIp(), "flows", "-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"This is no capture, whatever its name says.\n", "x", ""})
    void whatIsNoCaptureIsToldInOneLine(String content) throws IOException {
        CommandRun run = CommandRun.withInput(content.getBytes(StandardCharsets.UTF_8), "flows", "-");

        assertEquals(1, run.exitCode());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("tractor flows: -: "), run.err());
    }

    @Test
    void aFailureLeavesNoOutputFile() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pcap"), "This is no capture, whatever its name says.\n");
        Path out = folder.resolve("flows.csv");

        assertEquals(1, CommandRun.of("flows", text, "--out", out).exitCode());

        assertFalse(Files.exists(out));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "the two captures");
        }
    }

    @Test
    void aReaderThatGoesAwayEndsTheCommandQuietly() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        int exitCode = Tractor.run(new Streams(new ByteArrayInputStream(Captures.datagrams(5_000)), closed, new PrintStream(err), false, false), "flows", "-");

        assertEquals(0, exitCode);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFullDiskIsTold() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "this system has no /dev/full");

        CommandRun run = CommandRun.of("flows", capture, "--out", full);

        assertEquals(new CommandRun(1, "", "tractor flows: cannot write /dev/full: No space left on device\n"), run);
    }

    private static List<String> sorted(String table) {
        return table.lines().sorted().toList();
    }
}
