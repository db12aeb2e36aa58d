package dev.tractor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the capture that the build rehearses the commands with.
final class RehearsalCapture {
    private RehearsalCapture() {}

    /// @param args the file to write
    public static void main(String[] args) throws IOException {
        Files.write(Path.of(args[0]), Captures.ofEveryKind());
    }
}
