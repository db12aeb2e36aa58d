package dev.tractor.stats.store;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of one job, which inherit from those that the migrations define. A job of its own tables is no burden to another, and dropping them gives their space back at once.
public record JobTables(long jobId) {
    private static final List<String> PARENTS = List.of("batch_part", "flow_column", "session", "session_link", "host");

    public JobTables {
        if (jobId < 0) {
            throw new IllegalArgumentException("job " + jobId);
        }
    }

    /// What has come, until the job is complete.
    public String batchPart() {
        return of("batch_part");
    }

    /// Flows of a complete job, column by column.
    public String flowColumn() {
        return of("flow_column");
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

    /// Makes them anew, empty. They are made together, when an attempt begins: that locks their parents until the transaction ends, and a completion lasts too long for that.
    List<String> recreate() {
        return Stream.concat(Stream.of(drop()), PARENTS.stream().map(parent -> "CREATE TABLE " + of(parent) + " () INHERITS (" + parent + ")")).toList();
    }

    /// Removes all of them that are there.
    String drop() {
        return PARENTS.stream().map(this::of).collect(Collectors.joining(", ", "DROP TABLE IF EXISTS ", ""));
    }

    private String of(String parent) {
        return parent + "_" + jobId;
    }
}
