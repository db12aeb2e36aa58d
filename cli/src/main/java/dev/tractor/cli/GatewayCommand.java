package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import picocli.CommandLine.ExitCode;

/// What the commands share that speak to a running TrActor.
abstract class GatewayCommand extends Command {
    private static final String DEFAULT_URL = "http://127.0.0.1:8080";

    private final Argument<String> url = optionWithDefault(
            String.class, "${env:TRACTOR_URL:-" + DEFAULT_URL + "}", "URL", "Where TrActor's gateway answers. Default: $TRACTOR_URL, else " + DEFAULT_URL + ".", "--url");

    GatewayCommand(Streams streams, String name, String description) {
        super(streams, name, description);
    }

    @Override
    public final Integer call() {
        try (Gateway gateway = new Gateway(gatewayUrl())) {
            return call(gateway) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /// @return false when something failed that has been told already
    abstract boolean call(Gateway gateway);

    private URI gatewayUrl() {
        try {
            URI uri = URI.create(url.value());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw wrongUsage("'" + url.value() + "' is no URL like " + DEFAULT_URL);
    }

    /// One line about a job: what it is at, or what came of it.
    static String describe(JsonNode file) {
        JsonNode status = file.path("status");
        String job = "job " + status.path("job_id").asText() + ", " + file.path("name").asText() + ": ";
        return job + switch (status.path("state").asText()) {
            case "finished" -> "finished, " + file.path("flows_count").asText() + " flows in " + (status.path("finished_at").asLong() - status.path("started_at").asLong()) + " s";
            case "failed" -> "failed: " + status.path("message").asText();
            default -> {
                JsonNode progress = status.path("progress");
                yield "%s, %d of %d bytes, %d packets, %d flows".formatted(
                        status.path("phase").asText("in progress"), progress.path("bytes_read").asLong(), progress.path("bytes_total").asLong(),
                        progress.path("packets").asLong(), progress.path("flows").asLong());
            }
        };
    }
}
