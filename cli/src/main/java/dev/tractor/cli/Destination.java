package dev.tractor.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Where a table goes: standard output, or a file that appears whole under its name or not at all.
final class Destination implements AutoCloseable {
    private final OutputStream out;
    private final Path target;
    private final Path unfinished;
    private final Thread removal;

    private Destination(OutputStream out, Path target, Path unfinished) {
        this.out = out;
        this.target = target;
        this.unfinished = unfinished;
        this.removal = unfinished == null ? null : new Thread(this::removeUnfinished);
    }

    static Destination standardOutput(Streams streams) {
        return new Destination(streams.out(), null, null);
    }

    /// A file that exists is replaced; a pipe or device is written straight into.
    static Destination file(Path name) {
        try {
            Path target = Files.exists(name) ? name.toRealPath() : name.toAbsolutePath();
            if (Files.isDirectory(target)) {
                throw new CommandFailure("cannot write " + name + ": it is a directory; name a file in it");
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                return new Destination(Files.newOutputStream(target, StandardOpenOption.WRITE), target, null);
            }
            Path unfinished = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            Destination destination = new Destination(Files.newOutputStream(unfinished), target, unfinished);
            Runtime.getRuntime().addShutdownHook(destination.removal);
            return destination;
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + name + ": " + reason(e), e);
        }
    }

    void write(TextBuffer text) {
        write(text.bytes(), text.length());
    }

    /// What is written, as a stream; closing it completes nothing.
    OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                Destination.this.write(new byte[] {(byte) one}, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                Destination.this.write(offset == 0 ? bytes : Arrays.copyOfRange(bytes, offset, offset + length), length);
            }
        };
    }

    /// Writes the first `length` bytes.
    void write(byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw target == null ? Streams.outputFailure(e) : new CommandFailure("cannot write " + target + ": " + reason(e), e);
        }
    }

    /// Gives the file its name. Without it, [#close()] removes what was written.
    void commit() {
        if (target == null) {
            return;
        }
        try {
            out.close();
            if (unfinished != null) {
                move();
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + target + ": " + reason(e), e);
        }
    }

    private void move() throws IOException {
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() {
        if (unfinished != null) {
            removeUnfinished();
            Runtime.getRuntime().removeShutdownHook(removal);
        }
    }

    private void removeUnfinished() {
        try {
            out.close();
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // the command has failed already and says why; a hidden .part file stays
        }
    }

    /// A file system's own words without the file's name, which the message has already.
    static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "no such file or folder";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
