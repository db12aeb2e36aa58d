package dev.tractor.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Memory of processes as the kernel shares it out: pages used by several count in parts (PSS).
final class Memory {
    private Memory() {}

    /// @return KiB of the process and all that it started; 0 when it has gone
    static long pssKib(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).mapToLong(Memory::ownPssKib).sum();
    }

    /// @return KiB of the process alone; 0 when it has gone
    static long ownPssKib(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "smaps_rollup"))) {
            return lines.filter(l -> l.startsWith("Pss:")).mapToLong(l -> Long.parseLong(l.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
