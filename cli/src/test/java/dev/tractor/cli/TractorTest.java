package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TractorTest {
    @TempDir
    private Path folder;

    @Test
    void withoutACommandItPrintsTheUsage() {
        CommandRun run = CommandRun.of();

        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("Usage: tractor [-hV] COMMAND\n"), run.err());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "flows", "classify", "upload", "process", "job", "sessions", "train", "evaluate", "models", "captures", "jobs"})
    void everyCommandIsInTheHelpAndExplainsItself(String command) {
        assertTrue(CommandRun.of("--help").out().contains("\n  " + command + " "));
        CommandRun help = CommandRun.of(command, "--help");
        assertEquals(0, help.exitCode());
        assertTrue(help.out().startsWith("Usage: tractor " + command + " "), help.out());
        assertEquals(help.out(), CommandRun.of("help", command).out());
    }

    @Test
    void theVersionIsOneLine() {
        assertEquals(new CommandRun(0, "tractor (not packaged), Java " + Runtime.version().feature() + "\n", ""), CommandRun.of("--version"));
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        CommandRun run = CommandRun.of("flow");

        assertEquals(2, run.exitCode());
        assertEquals("tractor: Unmatched argument at index 0: 'flow'\nDid you mean: tractor flows or tractor upload?\nTry 'tractor --help'.\n", run.err());
    }

    @Test
    void aMissingArgumentIsWrongUsage() {
        assertEquals(new CommandRun(2, "", "tractor flows: Missing required parameter: 'FILE'\nTry 'tractor flows --help'.\n"), CommandRun.of("flows"));
    }

    @Test
    void anUnknownFormatIsWrongUsage() {
        CommandRun run = CommandRun.of("flows", "--format", "xml", "a.pcap");

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("but was 'xml'"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "flows", "classify", "upload"})
    void whatCannotBeReadIsToldInOneLine(String command) throws IOException {
        Path missing = folder.resolve("missing.pcap");
        Path empty = Files.createFile(folder.resolve("empty.pcap"));

        assertEquals(failure(command, "cannot read " + missing + ": no such file"), CommandRun.of(command, missing));
        assertEquals(failure(command, "cannot read " + folder + ": it is a directory; name a capture in it"), CommandRun.of(command, folder));
        assertEquals(failure(command, empty + ": the file is empty, so it is no capture"), CommandRun.of(command, empty));
    }

    private static CommandRun failure(String command, String message) {
        return new CommandRun(1, "", "tractor " + command + ": " + message + "\n");
    }
}
