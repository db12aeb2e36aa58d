package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/// `tractor process`: starts a job for a capture of the repository.
final class ProcessCommand extends GatewayCommand {
    private final Argument<String> name = optionalParameter(String.class, "NAME", "The capture's name in the repository.");
    private final Argument<Long> relabel = option(Long.class, "JOB", "Label the stored flows of this finished job again, in place of processing a capture.", "--relabel");
    private final Argument<String> model = option(String.class, "MODEL", "Name or digest of the model that labels the flows. Default: the active one.", "--model");
    private final Argument<String[]> options = option(String[].class, "NAME=VALUE",
            "An option of the job: idle_timeout_s, tcp_idle_timeout_s, active_timeout_s, close_linger_s, max_flows, time_start or time_end. Repeatable.", "--option");
    private final Argument<Boolean> wait = flag("Wait until the job has finished; exit code 1 when it fails.", "-w", "--wait");

    ProcessCommand(Streams streams) {
        super(streams, "process", "Starts the processing of a capture in the repository of a running TrActor, or labels the flows of a finished job again.");
    }

    @Override
    boolean call(Gateway gateway) {
        if ((name.value() == null) == (relabel.value() == null)) {
            throw wrongUsage("give either the NAME of a capture or --relabel with a finished job");
        }
        Map<String, BigDecimal> asked = asked();
        boolean plain = relabel.value() == null && model.value() == null && asked.isEmpty();
        JsonNode status = plain ? gateway.process(name.value()) : gateway.startJob(name.value(), relabel.value(), model.value(), asked);
        long job = status.path("job_id").asLong();
        if (!wait.value()) {
            streams.print("job " + job + ", " + status.path("file_name").asText(name.value()) + ": " + status.path("state").asText() + "\n");
            return true;
        }
        JsonNode file = JobCommand.awaitEnd(gateway, job, streams);
        streams.print(describe(file) + "\n");
        return JobCommand.isFine(file);
    }

    /// Which there are and what they may be is known where the job is made.
    private Map<String, BigDecimal> asked() {
        Map<String, BigDecimal> asked = new LinkedHashMap<>();
        for (String option : options.value() == null ? new String[0] : options.value()) {
            int equals = option.indexOf('=');
            try {
                asked.put(option.substring(0, Math.max(0, equals)), new BigDecimal(option.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw wrongUsage("--option " + option + ": give a name and a number, as in --option idle_timeout_s=30");
            }
        }
        return asked;
    }
}
