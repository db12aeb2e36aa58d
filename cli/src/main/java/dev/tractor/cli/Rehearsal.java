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
/// What labels has a cache of its own (`pom.xml`), and `train` and the clients are left out: all classes of a cache are linked at each start, and theirs would cost `flows` and `info` more than the cache saves them.
final class Rehearsal {
    private Rehearsal() {}

    /// @param args the capture
    public static void main(String[] args) throws IOException {
        String capture = args[0];
        Path table = Path.of(capture + ".csv");
        run("info", capture);
        run("flows", capture);
        for (String threads : List.of("1", "2")) {
            run("flows", "--profile", "tractor-1", "--threads", threads, "--out", table.toString(), capture);
        }
        Files.delete(table);
        Streams.standard();
    }

    private static void run(String... words) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        Tractor.run(new Streams(InputStream.nullInputStream(), nowhere, new PrintStream(nowhere), false, false), words);
    }
}
