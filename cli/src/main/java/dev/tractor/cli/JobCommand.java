package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/// `tractor job`: how a job stands.
final class JobCommand extends GatewayCommand {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);

    private final Argument<Long> job = parameter(Long.class, "1", "JOB", "The job's number.");
    private final Argument<Boolean> wait = flag("Wait until the job has finished.", "-w", "--wait");

    JobCommand(Streams streams) {
        super(streams, "job", "Tells how a job of a running TrActor stands.");
    }

    /// Exit code 1 for a job that has failed.
    @Override
    boolean call(Gateway gateway) {
        JsonNode file = wait.value() ? awaitEnd(gateway, job.value(), streams) : gateway.details(job.value());
        streams.print(describe(file) + "\n");
        return isFine(file);
    }

    static boolean isFine(JsonNode file) {
        return !file.path("status").path("state").asText().equals("failed");
    }

    /// Asks until the job has ended, showing its progress on a terminal.
    static JsonNode awaitEnd(Gateway gateway, long job, Streams streams) {
        JsonNode file = gateway.details(job);
        try (ProgressLine line = new ProgressLine(streams, file.path("status").path("progress").path("bytes_total").asLong(-1))) {
            while (file.path("status").path("state").asText().equals("in_progress")) {
                JsonNode progress = file.path("status").path("progress");
                line.reached(progress.path("bytes_read").asLong(), progress.path("packets").asLong(), progress.path("flows").asLong());
                Thread.sleep(BETWEEN_QUESTIONS);
                file = gateway.details(job);
            }
            return file;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while job " + job + " runs on; 'tractor job " + job + "' tells how it stands", e);
        }
    }
}
