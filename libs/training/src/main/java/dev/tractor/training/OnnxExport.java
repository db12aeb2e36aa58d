package dev.tractor.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.tractor.model.ModelManifest;
import dev.tractor.model.OnnxModel;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Writes boosted trees as the ONNX operator TreeEnsembleClassifier (ai.onnx.ml 3).
final class OnnxExport {
    static final int IR_VERSION = 8;
    static final int ML_OPSET = 3;
    static final int ONNX_OPSET = 15;
    private static final String ML_DOMAIN = "ai.onnx.ml";
    private static final String LABEL_OUTPUT = "label";
    private static final String BATCH_DIMENSION = "batch";
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

    private OnnxExport() {}

    /// The ONNX file. Its metadata repeat profile, features and labels, which a manifest must equal.
    static byte[] export(BoostedTrees trees, FeatureProfile profile, List<String> labels) {
        OnnxExport export = new OnnxExport();
        String[] dump = trees.dump();
        try {
            for (int tree = 0; tree < dump.length; tree++) {
                export.add(tree, tree % trees.classes(), JSON.readTree(dump[tree]));
            }
        } catch (JsonProcessingException e) {
            throw new TrainingException("XGBoost's dump is no JSON: " + e.getMessage(), e);
        }
        GraphProto graph = GraphProto.newBuilder()
                .setName("boosted-trees")
                .addInput(matrix(OnnxModel.INPUT, TensorProto.DataType.FLOAT, profile.size()))
                .addOutput(vector(LABEL_OUTPUT, TensorProto.DataType.INT64))
                .addOutput(matrix(OnnxModel.OUTPUT, TensorProto.DataType.FLOAT, labels.size()))
                .addNode(export.node(trees.classes()))
                .build();
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("tractor")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(ONNX_OPSET))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPSET))
                .addMetadataProps(metadata(ModelManifest.PROFILE_KEY, profile.name()))
                .addMetadataProps(metadata(ModelManifest.FEATURES_KEY, String.join(",", profile.features().stream().map(Feature::name).toList())))
                .addMetadataProps(metadata(ModelManifest.LABELS_KEY, String.join(",", labels)))
                .setGraph(graph)
                .build()
                .toByteArray();
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

    private NodeProto node(int classes) {
        return NodeProto.newBuilder()
                .setOpType("TreeEnsembleClassifier")
                .setDomain(ML_DOMAIN)
                .addInput(OnnxModel.INPUT)
                .addOutput(LABEL_OUTPUT)
                .addOutput(OnnxModel.OUTPUT)
                .addAttribute(ints("nodes_treeids", treeIds))
                .addAttribute(ints("nodes_nodeids", nodeIds))
                .addAttribute(ints("nodes_featureids", featureIds))
                .addAttribute(floats("nodes_values", values))
                .addAttribute(attribute("nodes_modes", AttributeProto.AttributeType.STRINGS).addAllStrings(modes.stream().map(ByteString::copyFromUtf8).toList()))
                .addAttribute(ints("nodes_truenodeids", trueIds))
                .addAttribute(ints("nodes_falsenodeids", falseIds))
                .addAttribute(ints("nodes_missing_value_tracks_true", missingIsTrue))
                .addAttribute(ints("class_treeids", leafTreeIds))
                .addAttribute(ints("class_nodeids", leafNodeIds))
                .addAttribute(ints("class_ids", leafClasses))
                .addAttribute(floats("class_weights", leafWeights))
                .addAttribute(ints("classlabels_int64s", LongStream.range(0, classes).boxed().toList()))
                .addAttribute(attribute("post_transform", AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8("SOFTMAX")))
                .build();
    }

    private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static AttributeProto.Builder ints(String name, List<Long> numbers) {
        return attribute(name, AttributeProto.AttributeType.INTS).addAllInts(numbers);
    }

    private static AttributeProto.Builder floats(String name, List<Float> numbers) {
        return attribute(name, AttributeProto.AttributeType.FLOATS).addAllFloats(numbers);
    }

    private static StringStringEntryProto metadata(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static ValueInfoProto matrix(String name, TensorProto.DataType type, int columns) {
        return tensor(name, type, TensorShapeProto.newBuilder().addDim(batch()).addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns)));
    }

    private static ValueInfoProto vector(String name, TensorProto.DataType type) {
        return tensor(name, type, TensorShapeProto.newBuilder().addDim(batch()));
    }

    private static TensorShapeProto.Dimension.Builder batch() {
        return TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH_DIMENSION);
    }

    private static ValueInfoProto tensor(String name, TensorProto.DataType type, TensorShapeProto.Builder shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
                .build();
    }
}
