package dev.tractor.cli;

import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import picocli.CommandLine.ExitCode;

/// `tractor info`: what a capture is and holds.
final class InfoCommand extends Command {
    private final Argument<String> file = parameter(String.class, "1", "FILE", CaptureCommand.FILE_DESCRIPTION);
    private final FlowLimit limit = new FlowLimit(this);
    private final Argument<Boolean> json = flag("As one JSON object.", "--json");

    InfoCommand(Streams streams) {
        super(streams, "info", "Tells what a capture is and holds: format, times, packets, flows, and where every packet went.");
    }

    @Override
    public Integer call() {
        CaptureSource capture = CaptureSource.of(file.value(), streams);
        MeterResult result = CaptureSource.read(capture, limit.of(MeterOptions.standard().withoutContents()), _ -> {}, streams);
        streams.print(json.value() ? CaptureFacts.of(capture, result).toJson() : CaptureReport.of(capture, result));
        return ExitCode.OK;
    }
}
