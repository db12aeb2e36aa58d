package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--query` and `packets`. The office capture has a DNS flow, an HTTP flow to port 80 with the label telegram, and one more.
class QueryOptionTest {
    @TempDir Path folder;

    private static List<String> rows(Object... words) {
        CommandRun run = CommandRun.withInput(Captures.office(), words);
        assertEquals(0, run.exitCode(), run.err());
        return run.out().lines().skip(1).toList();
    }

    @ParameterizedTest
    @CsvSource({"dst.port:80, 1", "not dst.port:80, 2", "flow>=0, 3", "ip:10.0.0.1 and packets>=8, 1", "bytes>1G, 0", "end_reason:end and protocol:tcp, 1"})
    void flowsAreThoseThatFulfilIt(String query, int count) {
        List<String> all = rows("flows", "-");
        List<String> found = rows("flows", "--query", query, "-");

        assertEquals(count, found.size(), () -> query + " of " + all);
        assertTrue(all.containsAll(found));
        assertEquals(found, rows("flows", "--query", query, "--threads", "1", "-"));
    }

    @ParameterizedTest
    @CsvSource({"label:telegram, 1", "telegram, 1", "group:messaging and method:http-host, 1", "label!=telegram, 2", "domain:telegram.org and confidence>0.5, 1", "app:http, 1"})
    void labelledFlowsAreThoseThatFulfilIt(String query, int count) {
        List<String> all = rows("classify", "-");
        List<String> found = rows("classify", "--query", query, "-");

        assertEquals(count, found.size(), () -> query + " of " + all);
        assertTrue(all.containsAll(found));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            flows    | label:x   | is not known here, only ip, src.ip,
            flows    | telegram  | use classify
            classify | session:1 | use sessions
            classify | lable:x   | --query: there is no field
            """)
    void whatIsNotKnownIsRefusedWithWhatIs(String command, String query, String message) {
        CommandRun run = CommandRun.withInput(Captures.office(), command, "--query", query, "-");

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains(message), run.err());
        assertEquals("", run.out());
    }

    @Test
    void packetsAreThoseOfTheFlowsFound() throws IOException {
        Path capture = Files.write(folder.resolve("office.pcap"), Captures.office());
        Path slice = folder.resolve("slice.pcapng");
        List<String> expected = rows("classify", "--query", "label:telegram", "-");

        assertEquals(0, CommandRun.of("packets", capture, "--query", "label:telegram", "--out", slice).exitCode());

        CommandRun again = CommandRun.of("classify", slice);
        List<String> found = again.out().lines().skip(1).toList();
        assertEquals(1, found.size(), again.err());
        assertEquals(expected.getFirst().split(",end,")[0], found.getFirst().split(",end,")[0]);
        Path all = folder.resolve("all.pcapng");
        assertEquals(0, CommandRun.of("packets", capture, "--out", all).exitCode());
        assertEquals(rows("flows", "-"), CommandRun.of("flows", all).out().lines().skip(1).toList());
    }

    @Test
    void packetsOfACompressedCaptureAreTheSame() throws IOException {
        Path capture = Files.write(folder.resolve("office.pcap"), Captures.office());
        Path compressed = folder.resolve("office.pcap.gz");
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(Captures.office());
        }

        CommandRun.of("packets", capture, "--query", "dst.port:80", "--out", folder.resolve("a"));
        CommandRun.of("packets", compressed, "--query", "dst.port:80", "--out", folder.resolve("b"));

        assertArrayEquals(Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
        assertTrue(Files.size(folder.resolve("a")) > 100);
    }

    @Test
    void packetsRefusesWhatItCannotDo() throws IOException {
        Path capture = Files.write(folder.resolve("office.pcap"), Captures.office());

        assertEquals(2, CommandRun.withInput(Captures.office(), "packets", "-", "--out", folder.resolve("x")).exitCode());
        assertEquals(1, CommandRun.of("packets", capture, "--out", capture).exitCode());
        assertEquals(1, CommandRun.of("packets", Files.write(folder.resolve("no.pcap"), new byte[100]), "--out", folder.resolve("x")).exitCode());
        assertFalse(Files.exists(folder.resolve("x")));
    }
}
