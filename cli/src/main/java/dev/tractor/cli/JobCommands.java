package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Model.CommandSpec;

/// `tractor jobs`: the jobs of a running TrActor.
final class JobCommands {
    private JobCommands() {}

    static CommandSpec spec(Streams streams) {
        return CommandGroup.of("jobs", "Lists, cancels and deletes the jobs of a running TrActor.", streams, java.util.List.of(List::new, Cancel::new, Delete::new));
    }

    /// `7 finished    100%  48 flows  traffic-class  office.pcap`
    private static String line(JsonNode job) {
        String found = job.path("state").asText().equals("failed") ? job.path("message").asText() : job.has("flows") ? job.path("flows").asText() + " flows" : job.path("phase").asText();
        return "%6d %-11s %3d%%  %-15s %-15s %s\n".formatted(job.path("job_id").asLong(), job.path("state").asText(), job.path("percent").asInt(), found, job.path("model").asText(), job.path("capture").asText());
    }

    private static final class List extends GatewayCommand {
        private final Argument<String> capture = option(String.class, "NAME", "Only those on the capture of this name.", "--capture");

        List(Streams streams) {
            super(streams, "list", "Lists the jobs, the newest first.");
        }

        @Override
        boolean call(Gateway gateway) {
            gateway.jobs(capture.value(), job -> streams.print(line(job)));
            return true;
        }
    }

    /// The commands about one job.
    private abstract static class OfJob extends GatewayCommand {
        final Argument<Long> job = parameter(Long.class, "1", "JOB", "The job's number.");

        OfJob(Streams streams, String name, String description) {
            super(streams, name, description);
        }
    }

    private static final class Cancel extends OfJob {
        Cancel(Streams streams) {
            super(streams, "cancel", "Cancels a running job.");
        }

        @Override
        boolean call(Gateway gateway) {
            gateway.cancel(job.value());
            streams.print("job " + job.value() + ": cancelled\n");
            return true;
        }
    }

    private static final class Delete extends OfJob {
        Delete(Streams streams) {
            super(streams, "delete", "Deletes a job that does not run, with all that was stored of it.");
        }

        @Override
        boolean call(Gateway gateway) {
            gateway.deleteJob(job.value());
            streams.print("job " + job.value() + ": deleted\n");
            return true;
        }
    }
}
