package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;

/// `tractor process`: starts a job for a capture of the repository.
final class ProcessCommand extends GatewayCommand {
    private final Argument<String> name = optionalParameter(String.class, "NAME", "The capture's name in the repository.");
    private final Argument<Long> relabel = option(Long.class, "JOB", "Label the stored flows of this finished job again, in place of processing a capture.", "--relabel");
    private final Argument<String> model = option(String.class, "MODEL", "Name or digest of the model that labels the flows. Default: the active one.", "--model");
    private final Argument<Boolean> wait = flag("Wait until the job has finished; exit code 1 when it fails.", "-w", "--wait");

    ProcessCommand(Streams streams) {
        super(streams, "process", "Starts the processing of a capture in the repository of a running TrActor, or labels the flows of a finished job again.");
    }

    @Override
    boolean call(Gateway gateway) {
        if ((name.value() == null) == (relabel.value() == null)) {
            throw wrongUsage("give either the NAME of a capture or --relabel with a finished job");
        }
        JsonNode status = relabel.value() == null && model.value() == null ? gateway.process(name.value()) : gateway.startJob(name.value(), relabel.value(), model.value());
        long job = status.path("job_id").asLong();
        if (!wait.value()) {
            streams.print("job " + job + ", " + status.path("file_name").asText(name.value()) + ": " + status.path("state").asText() + "\n");
            return true;
        }
        JsonNode file = JobCommand.awaitEnd(gateway, job, streams);
        streams.print(describe(file) + "\n");
        return JobCommand.isFine(file);
    }
}
