package dev.tractor.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the launcher last said of itself and its processes: a line each, fields separated by tabs, the launcher first.
record StateFile(Path path) {
    static final String LAUNCHER = "launcher";

    enum State { WAITING, STARTING, READY, RESTARTING, STOPPED }

    /// @param pid     0 when there is no process
    /// @param started of this process; it also tells a process from a later one with the same pid
    record Entry(String name, State state, long pid, int port, Instant started, int restarts) {
        static Entry none(String name, State state, int port, int restarts) {
            return new Entry(name, state, 0, port, Instant.EPOCH, restarts);
        }

        static Entry of(String name, State state, ProcessHandle process, int port, int restarts) {
            return new Entry(name, state, process.pid(), port, process.info().startInstant().orElse(Instant.EPOCH), restarts);
        }

        /// @return the process, when it still runs
        Optional<ProcessHandle> process() {
            return pid == 0 ? Optional.empty() : ProcessHandle.of(pid).filter(p -> p.isAlive() && p.info().startInstant().orElse(Instant.EPOCH).equals(started));
        }

        private String line() {
            return String.join("\t", name, state.name(), String.valueOf(pid), String.valueOf(port), String.valueOf(started.toEpochMilli()), String.valueOf(restarts));
        }

        private static Entry parse(String line) {
            String[] f = line.split("\t");
            return new Entry(f[0], State.valueOf(f[1]), Long.parseLong(f[2]), Integer.parseInt(f[3]), Instant.ofEpochMilli(Long.parseLong(f[4])), Integer.parseInt(f[5]));
        }
    }

    void write(List<Entry> entries) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        Files.write(draft, entries.stream().map(Entry::line).toList());
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /// @return none when there is no file, or one that cannot be understood
    List<Entry> read() {
        try {
            return Files.readAllLines(path).stream().map(Entry::parse).toList();
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return List.of();
        }
    }

    /// @return the launcher, when it runs
    Optional<Entry> launcher() {
        return read().stream().filter(e -> e.name().equals(LAUNCHER) && e.process().isPresent()).findFirst();
    }
}
