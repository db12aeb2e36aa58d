package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Model.CommandSpec;

/// `tractor captures`: the captures of a running TrActor.
final class CaptureCommands {
    private CaptureCommands() {}

    static CommandSpec spec(Streams streams) {
        return CommandGroup.of("captures", "Lists, shows and deletes the captures of a running TrActor.", streams, java.util.List.of(List::new, Show::new, Delete::new));
    }

    /// `finished      7     48 flows      12345 bytes  office.pcap`
    private static String line(JsonNode capture) {
        JsonNode job = capture.path("job");
        String flows = job.has("flows") ? job.path("flows").asText() + " flows" : "";
        return "%-11s %6s %15s %15d bytes  %s\n".formatted(capture.path("state").asText(), job.path("job_id").asText(""), flows, capture.path("size_bytes").asLong(), capture.path("name").asText());
    }

    private static final class List extends GatewayCommand {
        private final Argument<String> search = option(String.class, "TEXT", "Only those whose name holds this text.", "--search");

        List(Streams streams) {
            super(streams, "list", "Lists the captures by name, each with the state of its newest job and that job's number.");
        }

        @Override
        boolean call(Gateway gateway) {
            gateway.captures(search.value(), capture -> streams.print(line(capture)));
            return true;
        }
    }

    private static final class Show extends GatewayCommand {
        private final Argument<String> name = parameter(String.class, "1", "NAME", "The capture's name in the repository.");

        Show(Streams streams) {
            super(streams, "show", "Prints a capture as JSON: times, SHA-256, duplicates, warnings and its newest job.");
        }

        @Override
        boolean call(Gateway gateway) {
            streams.print(gateway.capture(name.value()).toPrettyString() + "\n");
            return true;
        }
    }

    private static final class Delete extends GatewayCommand {
        private final Argument<String> name = parameter(String.class, "1", "NAME", "The capture's name in the repository.");

        Delete(Streams streams) {
            super(streams, "delete", "Deletes a capture with its jobs and all that was stored of them.");
        }

        @Override
        boolean call(Gateway gateway) {
            gateway.deleteCapture(name.value());
            streams.print(name.value() + ": deleted\n");
            return true;
        }
    }
}
