package dev.tractor.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Everything that `tractor up` keeps: databases, topics, objects, logs, credentials.
record DataFolder(Path root) {
    /// Below it PostgreSQL and Kafka soon stop in the middle of a job.
    static final long LEAST_FREE_BYTES = 1L << 30;

    Path postgres() {
        return root.resolve("postgres");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path objects() {
        return root.resolve("s3");
    }

    /// For native libraries that processes unpack; empty at each start.
    Path temporary() {
        return root.resolve("tmp");
    }

    Path credentials() {
        return root.resolve("credentials.properties");
    }

    Path logs() {
        return root.resolve("logs");
    }

    LogFile log(String component) {
        return new LogFile(logs().resolve(component + ".log"));
    }

    StateFile state() {
        return new StateFile(root.resolve("run").resolve("state.tsv"));
    }

    /// Makes what is missing, for the user's eyes only.
    void create() {
        try {
            if (!Files.exists(root)) {
                Files.createDirectories(root);
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            for (Path folder : List.of(root.resolve("run"), logs())) {
                Files.createDirectories(folder);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new Refusal("The data folder " + root + " cannot be made", e);
        }
    }

    /// @return held until the process ends
    /// @throws Refusal when another process holds it
    FileLock lock() {
        try {
            FileLock lock = FileChannel.open(root.resolve("run").resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // said below
        } catch (IOException e) {
            throw new Refusal("The data folder " + root + " cannot be locked", e);
        }
        throw new Refusal("TrActor already runs on " + root + ". See ./tractor status, stop it with ./tractor down, or choose another folder with --data DIR");
    }

    void requireSpace() {
        long free = freeBytes();
        if (free < LEAST_FREE_BYTES) {
            throw new Refusal("The disk of %s has %d MiB left, at least %d are needed. Free some, or choose another folder with --data DIR"
                    .formatted(root, free >> 20, LEAST_FREE_BYTES >> 20));
        }
    }

    long freeBytes() {
        return root.toFile().getUsableSpace();
    }

    void emptyTemporary() throws IOException {
        deleteRecursively(temporary());
        Files.createDirectories(temporary());
    }

    static void deleteRecursively(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path each : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(each);
            }
        }
    }
}
