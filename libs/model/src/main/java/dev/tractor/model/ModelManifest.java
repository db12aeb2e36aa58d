package dev.tractor.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The contract of a model, `manifest.json` beside its `model.onnx`: what it may be asked and what its answers mean.
///
/// @param name `traffic-class`
/// @param profile feature profile of the vectors it takes
/// @param task what was learnt: `class7`, `vpn`, `class14`
/// @param features column names in the order of the vector, each with the range seen in training
/// @param labels classes in the order of the probabilities
/// @param threshold least probability at which the best class is given, 0 to 1
/// @param ipProtocols the flows it was trained on, by IP protocol number
/// @param sha256 of `model.onnx`, hexadecimal
/// @param data what it was trained from
/// @param command that made it
/// @param libraries versions of what made it
public record ModelManifest(
        String name, String profile, String task, List<Input> features, List<String> labels, float threshold, List<Integer> ipProtocols, String sha256, TrainingData data,
        String command, Map<String, String> libraries) {
    /// Keys of the ONNX file's own metadata, which repeat what its weights depend on.
    public static final String PROFILE_KEY = "profile";
    public static final String FEATURES_KEY = "features";
    public static final String LABELS_KEY = "labels";

    private static final ObjectMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).enable(SerializationFeature.INDENT_OUTPUT).build();

    /// @param name of the feature
    /// @param min least value seen in training
    /// @param max greatest value seen in training
    public record Input(String name, float min, float max) {}

    /// @param file name without folder
    /// @param sha256 of the file, hexadecimal
    /// @param rows without the header
    public record TrainingData(String file, String sha256, int rows) {}

    public ModelManifest {
        features = features == null ? List.of() : List.copyOf(features);
        labels = labels == null ? List.of() : List.copyOf(labels);
        ipProtocols = ipProtocols == null ? List.of() : List.copyOf(ipProtocols);
        libraries = libraries == null ? Map.of() : new TreeMap<>(libraries);
        String called = "model manifest" + (name == null ? "" : " '" + name + "'") + ": ";
        if (isBlank(name) || isBlank(profile) || isBlank(task) || isBlank(sha256)) {
            throw new ModelException(called + "needs name, profile, task and sha256");
        }
        if (features.isEmpty() || features.stream().anyMatch(input -> isBlank(input.name()) || !(input.min() <= input.max()))) {
            throw new ModelException(called + "needs features, each with a name and min <= max");
        }
        if (labels.size() < 2 || labels.stream().distinct().count() != labels.size() || labels.contains(Decision.UNKNOWN)) {
            throw new ModelException(called + "needs at least two different labels, none of them '" + Decision.UNKNOWN + "'");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new ModelException(called + "threshold " + threshold + " is not in 0 to 1");
        }
    }

    /// @throws ModelException when it is no manifest, with the reason
    public static ModelManifest parse(byte[] json) {
        try {
            return JSON.readValue(json, ModelManifest.class);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof ModelException refused) {
                throw refused;
            }
            throw new ModelException("model manifest: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ModelException("model manifest: " + e.getMessage(), e);
        }
    }

    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<String> featureNames() {
        return features.stream().map(Input::name).toList();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
