package dev.tractor.training;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.model.ModelManifest;
import dev.tractor.model.OnnxModel;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Writes boosted trees with all that stands around them as one ONNX graph: derived columns, the trees of all tasks (TreeEnsembleRegressor,
/// ai.onnx.ml 3), the weighted sums of their scores, softmax, and each task's probabilities as sums of the finest task's.
final class OnnxExport {
    static final int IR_VERSION = 8;
    static final int ML_OPSET = 3;
    static final int ONNX_OPSET = 15;
    private static final String ML_DOMAIN = "ai.onnx.ml";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Long> treeIds = new ArrayList<>();
    private final List<Long> nodeIds = new ArrayList<>();
    private final List<Long> featureIds = new ArrayList<>();
    private final List<Float> values = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Long> trueIds = new ArrayList<>();
    private final List<Long> falseIds = new ArrayList<>();
    private final List<Long> missingIsTrue = new ArrayList<>();
    private final List<Long> leafTreeIds = new ArrayList<>();
    private final List<Long> leafNodeIds = new ArrayList<>();
    private final List<Long> leafClasses = new ArrayList<>();
    private final List<Float> leafWeights = new ArrayList<>();

    private long trees;
    private int targets;

    private OnnxExport() {}

    /// The ONNX file. Its metadata repeat profile, features and labels, which a manifest must equal.
    static byte[] export(BoostedTrees.Forest forest, DerivedColumns derived, Combination combination, FeatureProfile profile, Tasks tasks) {
        OnnxExport export = new OnnxExport();
        forest.tasks().forEach(export::add);
        OnnxGraph graph = new OnnxGraph("boosted-trees");
        graph.input(OnnxModel.INPUT, profile.size());
        String columns = addDerived(graph, derived);
        graph.node(export.node(columns, "scores"));
        graph.node("MatMul", List.of("scores", graph.matrix("weights", weights(combination, export.targets))), "sums");
        graph.node("Softmax", List.of("sums"), "finest_probabilities", OnnxGraph.integer("axis", 1));
        for (Tasks.Task task : tasks.all()) {
            String output = OnnxModel.output(tasks.main().name(), task.name());
            graph.node("MatMul", List.of("finest_probabilities", graph.matrix("groups_" + task.name(), groups(task))), output);
            graph.output(output, task.labels().size());
        }
        graph.node("ReduceLogSumExp", List.of("sums"), "log_sum", OnnxGraph.integers("axes", List.of(1L)), OnnxGraph.integer("keepdims", 1));
        graph.node("Sub", List.of("log_sum", graph.scalar("log_classes", (float) Math.log(tasks.classes()))), OnnxModel.FAMILIARITY);
        graph.output(OnnxModel.FAMILIARITY, 1);
        return model(graph, profile, tasks);
    }

    private static byte[] model(OnnxGraph graph, FeatureProfile profile, Tasks tasks) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("tractor")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(ONNX_OPSET))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPSET))
                .addMetadataProps(metadata(ModelManifest.PROFILE_KEY, profile.name()))
                .addMetadataProps(metadata(ModelManifest.FEATURES_KEY, String.join(",", profile.features().stream().map(Feature::name).toList())));
        tasks.all().forEach(task -> model.addMetadataProps(metadata(OnnxModel.labelsKey(tasks.main().name(), task.name()), String.join(",", task.labels()))));
        return model.setGraph(graph.build()).build().toByteArray();
    }

    private static String addDerived(OnnxGraph graph, DerivedColumns derived) {
        List<String> columns = new ArrayList<>(List.of(OnnxModel.INPUT));
        if (!derived.quotients().isEmpty()) {
            String numerators = gather(graph, "numerators", derived.quotients().stream().mapToInt(DerivedColumns.Pair::left));
            String denominators = gather(graph, "denominators", derived.quotients().stream().mapToInt(DerivedColumns.Pair::right));
            graph.node("Add", List.of(denominators, graph.scalar("divisor_offset", DerivedColumns.DIVISOR_OFFSET)), "divisors");
            graph.node("Div", List.of(numerators, "divisors"), "quotients");
            columns.add("quotients");
        }
        addPairs(graph, "Mul", derived.products(), "products", columns);
        addPairs(graph, "Sub", derived.differences(), "differences", columns);
        if (columns.size() == 1) {
            return OnnxModel.INPUT;
        }
        graph.node("Concat", columns, "columns", OnnxGraph.integer("axis", 1));
        return "columns";
    }

    private static void addPairs(OnnxGraph graph, String operator, List<DerivedColumns.Pair> pairs, String name, List<String> columns) {
        if (!pairs.isEmpty()) {
            String left = gather(graph, "left_of_" + name, pairs.stream().mapToInt(DerivedColumns.Pair::left));
            String right = gather(graph, "right_of_" + name, pairs.stream().mapToInt(DerivedColumns.Pair::right));
            graph.node(operator, List.of(left, right), name);
            columns.add(name);
        }
    }

    private static String gather(OnnxGraph graph, String name, IntStream columns) {
        graph.node("Gather", List.of(OnnxModel.INPUT, graph.indices(name + "_columns", columns.toArray())), name, OnnxGraph.integer("axis", 1));
        return name;
    }

    /// A row per score, which is a class of a task; a column per class of the finest task.
    private static float[][] weights(Combination combination, int targets) {
        int classes = combination.groups().getFirst().length;
        float[][] weights = new float[targets][classes];
        int first = 0;
        for (int task = 0; task < combination.weights().length; task++) {
            int[] groups = combination.groups().get(task);
            for (int label = 0; label < classes; label++) {
                weights[first + groups[label]][label] = combination.weights()[task];
            }
            first += Arrays.stream(groups).max().orElseThrow() + 1;
        }
        return weights;
    }

    private static float[][] groups(Tasks.Task task) {
        float[][] groups = new float[task.groups().length][task.labels().size()];
        for (int label = 0; label < groups.length; label++) {
            groups[label][task.groups()[label]] = 1;
        }
        return groups;
    }

    private void add(XgBoost task) {
        String[] dump = task.dump();
        try {
            for (int tree = 0; tree < dump.length; tree++) {
                add(trees++, targets + tree % task.classes(), JSON.readTree(dump[tree]));
            }
        } catch (JsonProcessingException e) {
            throw new TrainingException("XGBoost's dump is no JSON: " + e.getMessage(), e);
        }
        targets += task.classes();
    }

    private void add(long tree, long label, JsonNode node) {
        long id = node.get("nodeid").asLong();
        treeIds.add(tree);
        nodeIds.add(id);
        if (node.has("leaf")) {
            addNode("LEAF", 0, 0, 0, 0, 0);
            leafTreeIds.add(tree);
            leafNodeIds.add(id);
            leafClasses.add(label);
            leafWeights.add((float) node.get("leaf").asDouble());
            return;
        }
        long yes = node.get("yes").asLong();
        // Without feature names XGBoost writes `f12` for column 12; it goes to `yes` where the value is less than the condition.
        long feature = Long.parseLong(node.get("split").asText().substring(1));
        addNode("BRANCH_LT", feature, (float) node.get("split_condition").asDouble(), yes, node.get("no").asLong(), node.get("missing").asLong() == yes ? 1 : 0);
        for (JsonNode child : node.get("children")) {
            add(tree, label, child);
        }
    }

    private void addNode(String mode, long feature, float value, long trueId, long falseId, long missing) {
        modes.add(mode);
        featureIds.add(feature);
        values.add(value);
        trueIds.add(trueId);
        falseIds.add(falseId);
        missingIsTrue.add(missing);
    }

    private NodeProto node(String input, String output) {
        return NodeProto.newBuilder()
                .setOpType("TreeEnsembleRegressor")
                .setDomain(ML_DOMAIN)
                .addInput(input)
                .addOutput(output)
                .addAttribute(OnnxGraph.integers("nodes_treeids", treeIds))
                .addAttribute(OnnxGraph.integers("nodes_nodeids", nodeIds))
                .addAttribute(OnnxGraph.integers("nodes_featureids", featureIds))
                .addAttribute(OnnxGraph.floats("nodes_values", values))
                .addAttribute(OnnxGraph.strings("nodes_modes", modes))
                .addAttribute(OnnxGraph.integers("nodes_truenodeids", trueIds))
                .addAttribute(OnnxGraph.integers("nodes_falsenodeids", falseIds))
                .addAttribute(OnnxGraph.integers("nodes_missing_value_tracks_true", missingIsTrue))
                .addAttribute(OnnxGraph.integers("target_treeids", leafTreeIds))
                .addAttribute(OnnxGraph.integers("target_nodeids", leafNodeIds))
                .addAttribute(OnnxGraph.integers("target_ids", leafClasses))
                .addAttribute(OnnxGraph.floats("target_weights", leafWeights))
                .addAttribute(OnnxGraph.integer("n_targets", targets))
                .build();
    }

    private static StringStringEntryProto metadata(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
