package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tractor process`: starts a job for a capture of the repository.
@Command(name = "process", description = "Starts the processing of a capture in the repository of a running TrActor.", sortOptions = false)
final class ProcessCommand extends GatewayCommand {
    @Parameters(paramLabel = "NAME", description = "The capture's name in the repository.")
    private String name;

    @Option(names = {"-w", "--wait"}, description = "Wait until the job has finished; exit code 1 when it fails.")
    private boolean wait;

    ProcessCommand(Streams streams) {
        super(streams);
    }

    @Override
    boolean call(Gateway gateway) {
        JsonNode status = gateway.process(name);
        long job = status.path("job_id").asLong();
        if (!wait) {
            streams.print("job " + job + ", " + name + ": " + status.path("state").asText() + "\n");
            return true;
        }
        JsonNode file = JobCommand.awaitEnd(gateway, job, streams);
        streams.print(describe(file) + "\n");
        return JobCommand.isFine(file);
    }
}
