package dev.tractor.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the commands share that turn a capture into a table of flows.
abstract class CaptureCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "Capture: pcap or pcapng, also gzip or zstd. - is standard input.")
    private String file;

    @Option(names = {"-f", "--format"}, paramLabel = "FORMAT", defaultValue = "csv", description = "csv, or json for one object per line. Default: csv.")
    private TableFormat format;

    @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = "Write to this file, which appears when it is complete, instead of standard output.")
    private Path out;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    final Streams streams;

    CaptureCommand(Streams streams) {
        this.streams = streams;
    }

    final CaptureSource capture() {
        CaptureSource capture = CaptureSource.of(file, streams);
        if (out != null && capture instanceof CaptureSource.CaptureFile(_, Path path, _, _) && isSame(path, out)) {
            throw new CommandFailure("--out " + out + " is the capture itself; name another file");
        }
        return capture;
    }

    /// Lets `writing` fill the table and completes it; when that fails, a file stays as it was.
    final void writeTable(Consumer<RowWriter> writing) {
        try (Destination destination = out == null ? Destination.standardOutput(streams) : Destination.file(out)) {
            RowWriter rows = format.rows(destination);
            writing.accept(rows);
            rows.flush();
            destination.commit();
        }
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return Files.exists(b) && Files.isSameFile(a, b);
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
