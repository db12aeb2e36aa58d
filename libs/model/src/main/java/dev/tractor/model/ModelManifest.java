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
/// @param task which of its tasks gives the traffic class: `class7`
/// @param features column names in the order of the vector, each with the range seen in training
/// @param labels classes in the order of the probabilities
/// @param threshold least probability at which the best class is given, 0 to 1
/// @param ipProtocols the flows it was trained on, by IP protocol number
/// @param sha256 of `model.onnx`, hexadecimal
/// @param data what it was trained from
/// @param command that made it
/// @param libraries versions of what made it
/// @param tasks everything that it answers, the finest task first and the one named by `task` among them
/// @param minFamiliarity least familiarity at which a class is given; null where the model gives none
/// @param classes class in each of `tasks` of a label in the training data; empty where the labels are the classes
public record ModelManifest(
        String name, String profile, String task, List<Input> features, List<String> labels, float threshold, List<Integer> ipProtocols, String sha256, TrainingData data,
        String command, Map<String, String> libraries, List<Task> tasks, Float minFamiliarity, Map<String, List<String>> classes) {
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

    /// @param name `class7`, `vpn`, `class14`
    /// @param labels classes in the order of the probabilities
    /// @param threshold least probability at which the best class is given, 0 to 1
    public record Task(String name, List<String> labels, float threshold) {
        public Task {
            labels = labels == null ? List.of() : List.copyOf(labels);
        }
    }

    /// Of a model with one task and no measure of familiarity.
    public ModelManifest(
            String name, String profile, String task, List<Input> features, List<String> labels, float threshold, List<Integer> ipProtocols, String sha256, TrainingData data,
            String command, Map<String, String> libraries) {
        this(name, profile, task, features, labels, threshold, ipProtocols, sha256, data, command, libraries, null, null, null);
    }

    public ModelManifest {
        features = features == null ? List.of() : List.copyOf(features);
        labels = labels == null ? List.of() : List.copyOf(labels);
        ipProtocols = ipProtocols == null ? List.of() : List.copyOf(ipProtocols);
        libraries = libraries == null ? Map.of() : new TreeMap<>(libraries);
        tasks = tasks == null ? List.of(new Task(task, labels, threshold)) : List.copyOf(tasks);
        classes = classes == null ? Map.of() : new TreeMap<>(classes);
        String called = "model manifest" + (name == null ? "" : " '" + name + "'") + ": ";
        if (isBlank(name) || isBlank(profile) || isBlank(task) || isBlank(sha256)) {
            throw new ModelException(called + "needs name, profile, task and sha256");
        }
        if (features.isEmpty() || features.stream().anyMatch(input -> isBlank(input.name()) || !(input.min() <= input.max()))) {
            throw new ModelException(called + "needs features, each with a name and min <= max");
        }
        tasks.forEach(each -> check(called, each));
        if (!tasks.contains(new Task(task, labels, threshold)) || tasks.stream().map(Task::name).distinct().count() != tasks.size()) {
            throw new ModelException(called + "tasks must have different names, and one must be task '" + task + "' with the same labels and threshold");
        }
        int answers = tasks.size();
        if (classes.values().stream().anyMatch(given -> given.size() != answers)) {
            throw new ModelException(called + "classes must give each label a class in each of its " + answers + " tasks");
        }
    }

    private static void check(String called, Task task) {
        List<String> labels = task.labels();
        if (isBlank(task.name()) || labels.size() < 2 || labels.stream().distinct().count() != labels.size() || labels.contains(Decision.UNKNOWN)) {
            throw new ModelException(called + "needs at least two different labels, none of them '" + Decision.UNKNOWN + "'");
        }
        if (!(task.threshold() >= 0 && task.threshold() <= 1)) {
            throw new ModelException(called + "threshold " + task.threshold() + " is not in 0 to 1");
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
