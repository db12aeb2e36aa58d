package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tractor upload`: captures into the repository of a running TrActor.
@Command(name = "upload", description = "Uploads captures to a running TrActor.", sortOptions = false)
final class UploadCommand extends GatewayCommand {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Captures of any length, each stored under its file name.")
    private List<String> files;

    @Option(names = "--replace", description = "Overwrite captures that have the same name.")
    private boolean replace;

    UploadCommand(Streams streams) {
        super(streams);
    }

    @Override
    boolean call(Gateway gateway) {
        List<CaptureSource.CaptureFile> captures = files.stream().map(CaptureSource.CaptureFile::named).toList();
        boolean allStored = true;
        for (CaptureSource.CaptureFile capture : captures) {
            allStored &= upload(gateway, capture);
        }
        return allStored;
    }

    private boolean upload(Gateway gateway, CaptureSource.CaptureFile capture) {
        Optional<JsonNode> stored;
        try (ProgressLine progress = new ProgressLine(streams, capture.length())) {
            stored = gateway.upload(capture, replace, progress);
        }
        stored.ifPresentOrElse(
                file -> streams.print(file.path("name").asText() + ": uploaded, " + file.path("size").asLong() + " kB\n"),
                () -> warn(capture.name() + ": a capture of that name exists already; --replace overwrites it"));
        return stored.isPresent();
    }
}
