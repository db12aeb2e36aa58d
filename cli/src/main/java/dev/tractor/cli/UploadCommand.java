package dev.tractor.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `tractor upload`: captures into the repository of a running TrActor.
final class UploadCommand extends GatewayCommand {
    private final Argument<String[]> files = parameter(String[].class, "1..*", "FILE", "Captures of any length, each stored under its file name.");
    private final Argument<Boolean> replace = flag("Overwrite captures that have the same name.", "--replace");

    UploadCommand(Streams streams) {
        super(streams, "upload", "Uploads captures to a running TrActor.");
    }

    @Override
    boolean call(Gateway gateway) {
        List<CaptureSource.CaptureFile> captures = Stream.of(files.value()).map(CaptureSource.CaptureFile::named).toList();
        boolean allStored = true;
        for (CaptureSource.CaptureFile capture : captures) {
            allStored &= upload(gateway, capture);
        }
        return allStored;
    }

    private boolean upload(Gateway gateway, CaptureSource.CaptureFile capture) {
        Optional<Gateway.Stored> stored;
        try (ProgressLine progress = new ProgressLine(streams, capture.length())) {
            stored = gateway.upload(capture, replace.value(), progress);
        }
        stored.ifPresentOrElse(
                file -> streams.print(file.name() + ": uploaded, " + file.kilobytes() + " kB\n"),
                () -> warn(capture.name() + ": a capture of that name exists already; --replace overwrites it"));
        return stored.isPresent();
    }
}
