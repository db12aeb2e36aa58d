package dev.tractor.cli;

import dev.tractor.flow.FlowSink;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What the commands share that turn a capture into a table of flows.
abstract class CaptureCommand extends Command {
    static final String FILE_DESCRIPTION = "Capture: pcap or pcapng, also gzip or zstd. - is standard input.";

    private final Argument<String> file = parameter(String.class, "1", "FILE", FILE_DESCRIPTION);
    private final FlowLimit limit = new FlowLimit(this);
    private final Argument<TableFormat> format =
            optionWithDefault(TableFormat.class, TableFormat.CSV.toString(), "FORMAT", "csv; json for one array, ndjson for an object per line; parquet. Default: csv.", "-f", "--format");
    private final Argument<Path> out =
            option(Path.class, "FILE", "Write to this file, which appears when it is complete, instead of standard output.", "-o", "--out");

    CaptureCommand(Streams streams, String name, String description) {
        super(streams, name, description);
    }

    /// Reads the capture to its end; its warnings go to standard error.
    final void meter(CaptureSource capture, MeterOptions options, FlowSink flows) {
        MeterResult result = CaptureSource.read(capture, limit.of(options), flows, out.value() == null && streams.outIsTerminal() ? streams.withoutProgress() : streams);
        CaptureSource.printWarnings(capture, result, streams);
    }

    /// @throws picocli.CommandLine.ParameterException for a table that a terminal cannot show
    final CaptureSource capture() {
        if (format.value() == TableFormat.PARQUET && out.value() == null && streams.outIsTerminal()) {
            throw wrongUsage("parquet is binary; name a file with --out");
        }
        CaptureSource capture = CaptureSource.of(file.value(), streams);
        if (out.value() != null && capture instanceof CaptureSource.CaptureFile(_, Path path, _, _) && isSame(path, out.value())) {
            throw new CommandFailure("--out " + out.value() + " is the capture itself; name another file");
        }
        return capture;
    }

    /// Lets `writing` fill the table and completes it; when that fails, a file stays as it was.
    final void writeTable(Consumer<RowWriter> writing) {
        try (Destination destination = out.value() == null ? Destination.standardOutput(streams) : Destination.file(out.value())) {
            RowWriter rows = format.value().rows(destination);
            writing.accept(rows);
            rows.finish();
            destination.commit();
        }
    }

    static boolean isSame(Path a, Path b) {
        try {
            return Files.exists(b) && Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }
}
