package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import picocli.CommandLine.Model.CommandSpec;

/// `tractor models`: the models of a running TrActor.
final class ModelCommands {
    private static final int SHOWN_DIGEST_CHARS = 12;

    private ModelCommands() {}

    static CommandSpec spec(Streams streams) {
        return CommandGroup.of("models", "Lists, uploads and activates the models of a running TrActor.", streams,
                java.util.List.of(List::new, Upload::new, Activate::new, Show::new, Delete::new));
    }

    private static String line(JsonNode model) {
        return "%s %-24s %s  %-16s %s\n".formatted(
                model.path("active").asBoolean() ? "*" : " ", model.path("name").asText(), digest(model), model.path("profile").asText(), model.path("built_in").asBoolean() ? "built in" : "uploaded");
    }

    private static String digest(JsonNode model) {
        String digest = model.path("digest").asText();
        return digest.substring(0, Math.min(SHOWN_DIGEST_CHARS, digest.length()));
    }

    private static final class List extends GatewayCommand {
        List(Streams streams) {
            super(streams, "list", "Lists the models, the newest first; * labels new jobs.");
        }

        @Override
        boolean call(Gateway gateway) {
            gateway.models().forEach(model -> streams.print(line(model)));
            return true;
        }
    }

    private static final class Upload extends GatewayCommand {
        private final Argument<Path> folder = parameter(Path.class, "1", "DIR", "Folder with model.onnx, manifest.json and report.json, as 'tractor train' writes it.");
        private final Argument<Boolean> activate = flag("Let it label new jobs at once.", "--activate");

        Upload(Streams streams) {
            super(streams, "upload", "Uploads a model. It labels nothing before it is activated or named by a job.");
        }

        @Override
        boolean call(Gateway gateway) {
            JsonNode model = sent(gateway);
            streams.print(model.path("name").asText() + ": uploaded, digest " + model.path("digest").asText() + "\n");
            if (activate.value()) {
                gateway.activate(model.path("digest").asText());
                streams.print(model.path("name").asText() + ": active\n");
            }
            return true;
        }

        private JsonNode sent(Gateway gateway) {
            try {
                SequencedMap<String, Path> parts = new LinkedHashMap<>();
                parts.put("manifest", file("manifest.json"));
                parts.put("model", file("model.onnx"));
                Path report = folder.value().resolve("report.json");
                if (Files.isReadable(report)) {
                    parts.put("report", report);
                }
                return gateway.uploadModel(parts);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Path file(String name) {
            Path file = folder.value().resolve(name);
            if (!Files.isReadable(file)) {
                throw new CommandFailure(file + ": no such file; a model's folder has model.onnx and manifest.json");
            }
            return file;
        }
    }

    /// The commands about one model.
    private abstract static class OfModel extends GatewayCommand {
        final Argument<String> model = parameter(String.class, "1", "MODEL", "Its name, or at least 8 characters of its digest.");

        OfModel(Streams streams, String name, String description) {
            super(streams, name, description);
        }
    }

    private static final class Activate extends OfModel {
        Activate(Streams streams) {
            super(streams, "activate", "Lets a model label the jobs that are made from now on.");
        }

        @Override
        boolean call(Gateway gateway) {
            JsonNode activated = gateway.activate(model.value());
            streams.print(activated.path("name").asText() + " " + digest(activated) + ": active\n");
            return true;
        }
    }

    private static final class Show extends OfModel {
        Show(Streams streams) {
            super(streams, "show", "Prints a model with its manifest as JSON; 'active' names the active one.");
        }

        @Override
        boolean call(Gateway gateway) {
            streams.print(gateway.model(model.value()).toPrettyString() + "\n");
            return true;
        }
    }

    private static final class Delete extends OfModel {
        Delete(Streams streams) {
            super(streams, "delete", "Deletes an uploaded model that is not active and labels no running job.");
        }

        @Override
        boolean call(Gateway gateway) {
            gateway.deleteModel(model.value());
            streams.print(model.value() + ": deleted\n");
            return true;
        }
    }
}
