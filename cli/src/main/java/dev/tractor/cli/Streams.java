package dev.tractor.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The three standard streams of a command. Text is UTF-8 whatever the locale says.
///
/// @param in unbuffered
/// @param out unbuffered, so that a write error is seen where it happens
/// @param err for messages, warnings and progress
/// @param progress whether progress may be drawn on `err`: it is a terminal
/// @param outIsTerminal whether what is written to `out` scrolls over a terminal
record Streams(InputStream in, OutputStream out, PrintStream err, boolean progress, boolean outIsTerminal) {

    static Streams standard() {
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isTerminal(2), isTerminal(1));
    }

    /// The same streams for a command whose output would scroll through its progress.
    Streams withoutProgress() {
        return new Streams(in, out, err, false, outIsTerminal);
    }

    /// Writes text to standard output at once.
    void print(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw outputFailure(e);
        }
    }

    /// What a failed write to standard output means. The system's words for EPIPE depend on the locale, so the kind of the file is asked too: a pipe can fail for no other reason.
    static RuntimeException outputFailure(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Broken pipe") || openFile(1).startsWith("pipe:") || openFile(1).startsWith("socket:")) {
            return new OutputClosedException(e);
        }
        return new CommandFailure("cannot write to standard output: " + message, e);
    }

    /// The JDK tells only whether input and output together are a terminal; Linux tells it for each.
    private static boolean isTerminal(int descriptor) {
        String file = openFile(descriptor);
        return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
    }

    private static String openFile(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
