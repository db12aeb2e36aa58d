package dev.tractor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs the quick commands over a capture in one process, for the JDK to record what they load into an AOT cache (JEP 514). The build calls it.
///
/// What labels has a cache of its own, and `train` and the clients are left out: all classes of a cache are linked at each start, and theirs would cost `flows` and `info` more than the cache saves them.
final class Rehearsal {
    private Rehearsal() {}

    /// @param args `flows` or `labels`, the capture
    public static void main(String[] args) throws IOException {
        String capture = args[1];
        Path table = Path.of(capture + ".csv");
        switch (args[0]) {
            case "labels" -> labels(capture, table.toString());
            default -> flows(capture, table.toString());
        }
        Files.delete(table);
        Streams.standard();
    }

    private static void flows(String capture, String table) {
        run("info", capture);
        run("flows", capture);
        for (String threads : List.of("1", "2")) {
            run("flows", "--profile", "tractor-1", "--threads", threads, "--out", table, capture);
        }
    }

    private static void labels(String capture, String table) {
        run("classify", capture);
        run("sessions", capture);
        run("classify", "--format", "ndjson", "--out", table, capture);
    }

    private static void run(String... words) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        Tractor.run(new Streams(InputStream.nullInputStream(), nowhere, new PrintStream(nowhere), false, false), words);
    }
}
