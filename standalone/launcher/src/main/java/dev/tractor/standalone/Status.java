package dev.tractor.standalone;

import dev.tractor.standalone.StateFile.Entry;
import dev.tractor.standalone.StateFile.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// `tractor status`: each process with its state, memory and age.
record Status(DataFolder data, boolean json) {
    /// @param pssKib    proportional set, with the processes it started
    /// @param uptime    whole seconds
    private record Row(String name, State state, long pid, int port, long pssKib, long uptime, int restarts) {
        static Row of(Entry entry) {
            return entry.process()
                    .map(p -> new Row(entry.name(), entry.state(), entry.pid(), entry.port(), pss(entry, p), age(entry), entry.restarts()))
                    .orElseGet(() -> new Row(entry.name(), entry.state() == State.WAITING ? State.WAITING : State.STOPPED, 0, entry.port(), 0, 0, entry.restarts()));
        }

        /// The launcher's children have rows of their own.
        private static long pss(Entry entry, ProcessHandle process) {
            return entry.name().equals(StateFile.LAUNCHER) ? Memory.ownPssKib(process) : Memory.pssKib(process);
        }

        private static long age(Entry entry) {
            return Duration.between(entry.started(), Instant.now()).toSeconds();
        }

        String line() {
            return "%-16s %-11s %7s %6d %8s %10s %8d".formatted(name, state.name().toLowerCase(Locale.ROOT), pid == 0 ? "-" : pid, port,
                    pid == 0 ? "-" : (pssKib >> 10) + " MiB", pid == 0 ? "-" : shownUptime(), restarts);
        }

        private String shownUptime() {
            Duration d = Duration.ofSeconds(uptime);
            return d.toHours() > 0 ? "%dh %02dm".formatted(d.toHours(), d.toMinutesPart()) : "%dm %02ds".formatted(d.toMinutes(), d.toSecondsPart());
        }

        String json() {
            return """
                    {"name": "%s", "state": "%s", "pid": %d, "port": %d, "pss_kib": %d, "uptime_seconds": %d, "restarts": %d}\
                    """.formatted(name, state.name().toLowerCase(Locale.ROOT), pid, port, pssKib, uptime, restarts);
        }
    }

    /// @return 0 when TrActor is ready, 1 when it is not
    int run() {
        boolean running = data.state().launcher().isPresent();
        List<Row> rows = running ? data.state().read().stream().map(Row::of).toList() : List.of();
        System.out.println(json ? rows.stream().map(Row::json).collect(Collectors.joining(",\n ", "[", "]")) : table(rows));
        return !rows.isEmpty() && rows.stream().allMatch(r -> r.state() == State.READY) ? 0 : 1;
    }

    private String table(List<Row> rows) {
        if (rows.isEmpty()) {
            return "TrActor does not run on " + data.root();
        }
        String head = "%-16s %-11s %7s %6s %8s %10s %8s\n".formatted("component", "state", "pid", "port", "memory", "up", "restarts");
        String total = "\n%-16s %-11s %7s %6s %8s".formatted("all", "", "", "", (rows.stream().mapToLong(Row::pssKib).sum() >> 10) + " MiB");
        return rows.stream().map(Row::line).collect(Collectors.joining("\n", head, total));
    }
}
