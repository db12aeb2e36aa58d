package dev.tractor.stats.store;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of one job, which inherit from those that the migrations define. A job of its own tables is no burden to another, and dropping them gives their space back at once.
public record JobTables(long jobId) {
    public JobTables {
        if (jobId < 0) {
            throw new IllegalArgumentException("job " + jobId);
        }
    }

    /// Flows as they come.
    public String incomingFlow() {
        return of("incoming_flow");
    }

    /// Flow and session, as they come.
    public String incomingMember() {
        return of("incoming_member");
    }

    /// Flows of a complete job.
    public String flow() {
        return of("flow");
    }

    public String session() {
        return of("session");
    }

    public String sessionLink() {
        return of("session_link");
    }

    /// Addresses of a complete job.
    public String host() {
        return of("host");
    }

    /// Makes what an attempt's batches are written to, in the place of all that is there.
    List<String> recreate() {
        return Stream.concat(Stream.of(drop()), Stream.of("incoming_flow", "incoming_member", "session", "session_link").map(this::create)).toList();
    }

    /// Makes the table, empty.
    ///
    /// @param parent one of those that the migrations define
    public String create(String parent) {
        return "CREATE TABLE " + of(parent) + " () INHERITS (" + parent + ")";
    }

    /// Removes all of them that are there.
    String drop() {
        return Stream.of(incomingFlow(), incomingMember(), flow(), session(), sessionLink(), host()).collect(Collectors.joining(", ", "DROP TABLE IF EXISTS ", ""));
    }

    private String of(String parent) {
        return parent + "_" + jobId;
    }
}
