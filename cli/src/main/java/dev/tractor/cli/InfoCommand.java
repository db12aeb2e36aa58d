package dev.tractor.cli;

import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tractor info`: what a capture is and holds.
@Command(name = "info", description = "Tells what a capture is and holds: format, times, packets, flows, and where every packet went.", sortOptions = false)
final class InfoCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "Capture: pcap or pcapng, also gzip or zstd. - is standard input.")
    private String file;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    private final Streams streams;

    InfoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void run() {
        CaptureSource capture = CaptureSource.of(file, streams);
        MeterResult result = CaptureSource.read(capture, MeterOptions.standard(), _ -> {}, streams);
        streams.print(json ? CaptureFacts.of(capture, result).toJson() : CaptureReport.of(capture, result));
    }
}
