package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;

/// `tractor process`: starts a job for a capture of the repository.
final class ProcessCommand extends GatewayCommand {
    private final Argument<String> name = parameter(String.class, "1", "NAME", "The capture's name in the repository.");
    private final Argument<Boolean> wait = flag("Wait until the job has finished; exit code 1 when it fails.", "-w", "--wait");

    ProcessCommand(Streams streams) {
        super(streams, "process", "Starts the processing of a capture in the repository of a running TrActor.");
    }

    @Override
    boolean call(Gateway gateway) {
        JsonNode status = gateway.process(name.value());
        long job = status.path("job_id").asLong();
        if (!wait.value()) {
            streams.print("job " + job + ", " + name.value() + ": " + status.path("state").asText() + "\n");
            return true;
        }
        JsonNode file = JobCommand.awaitEnd(gateway, job, streams);
        streams.print(describe(file) + "\n");
        return JobCommand.isFine(file);
    }
}
