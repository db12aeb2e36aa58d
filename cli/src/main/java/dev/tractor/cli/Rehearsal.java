package dev.tractor.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/// Runs the quick commands over a capture in one process, for the JDK to record what they load into an AOT cache (JEP 514). The build calls it.
///
/// `classify`, `train` and the clients are left out: all classes of a cache are linked at each start, and theirs would cost `flows` and `info` more than the cache saves them.
final class Rehearsal {
    private Rehearsal() {}

    /// @param args the capture
    public static void main(String[] args) {
        String capture = args[0];
        run("--help");
        run("info", capture);
        run("flows", capture);
        run("flows", "--profile", "tractor-1", capture);
        Streams.standard();
    }

    private static void run(String... words) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        Tractor.run(new Streams(InputStream.nullInputStream(), nowhere, new PrintStream(nowhere), false, false), words);
    }
}
