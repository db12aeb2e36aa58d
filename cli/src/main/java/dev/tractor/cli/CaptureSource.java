package dev.tractor.cli;

import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.FlowSink;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import dev.tractor.packet.CaptureFormatException;
import dev.tractor.packet.CaptureWarning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// The capture that a command reads.
sealed interface CaptureSource {
    /// As the user named it.
    String name();

    /// Bytes, or -1 where nobody knows before the end.
    long length();

    MeterResult meter(MeterOptions options, FlowSink flows, ProgressLine progress) throws IOException;

    /// @param argument a file's name, or `-` for standard input
    /// @throws CommandFailure when there is nothing to read under that name
    static CaptureSource of(String argument, Streams streams) {
        return argument.equals("-") ? new StandardInput(streams) : CaptureFile.named(argument);
    }

    /// Meters the capture to its end, showing progress on a terminal.
    static MeterResult read(CaptureSource capture, MeterOptions options, FlowSink flows, Streams streams) {
        try (ProgressLine progress = new ProgressLine(streams, capture.length())) {
            return capture.meter(options, flows, progress);
        } catch (CaptureFormatException e) {
            throw new CommandFailure(capture.name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + capture.name() + ": " + Destination.reason(e), e);
        }
    }

    static void printWarnings(CaptureSource capture, MeterResult result, Streams streams) {
        for (CaptureWarning warning : result.warnings()) {
            streams.err().println("tractor: " + capture.name() + ": " + describe(warning));
        }
    }

    static String describe(CaptureWarning warning) {
        return warning.code() + ": " + warning.message() + (warning.count() > 1 ? " (" + warning.count() + " times, first at byte " + warning.firstOffset() + ")" : "");
    }

    /// A file on a disk, or anything else that can be opened by name, such as a named pipe.
    record CaptureFile(String name, Path path, boolean regular, long length) implements CaptureSource {
        static CaptureFile named(String name) {
            try {
                Path path = Path.of(name);
                if (!Files.exists(path)) {
                    throw new CommandFailure("cannot read " + name + ": no such file");
                }
                if (Files.isDirectory(path)) {
                    throw new CommandFailure("cannot read " + name + ": it is a directory; name a capture in it");
                }
                if (!Files.isReadable(path)) {
                    throw new CommandFailure("cannot read " + name + ": permission denied");
                }
                boolean regular = Files.isRegularFile(path);
                long length = regular ? Files.size(path) : -1;
                if (length == 0) {
                    throw new CommandFailure(name + ": the file is empty, so it is no capture");
                }
                return new CaptureFile(name, path, regular, length);
            } catch (IOException e) {
                throw new CommandFailure("cannot read " + name + ": " + Destination.reason(e), e);
            } catch (InvalidPathException e) {
                throw new CommandFailure("cannot read " + name + ": the name has characters that the locale cannot express; try LC_ALL=C.UTF-8", e);
            }
        }

        @Override
        public MeterResult meter(MeterOptions options, FlowSink flows, ProgressLine progress) throws IOException {
            if (regular) {
                return FlowMeter.meter(path, options, flows, null, progress);
            }
            try (var in = Files.newInputStream(path)) {
                return FlowMeter.meter(in, options, flows, null, progress);
            }
        }
    }

    /// What is piped into the command.
    record StandardInput(Streams streams) implements CaptureSource {
        @Override
        public String name() {
            return "-";
        }

        @Override
        public long length() {
            return -1;
        }

        @Override
        public MeterResult meter(MeterOptions options, FlowSink flows, ProgressLine progress) throws IOException {
            return FlowMeter.meter(streams.in(), options, flows, null, progress);
        }
    }
}
