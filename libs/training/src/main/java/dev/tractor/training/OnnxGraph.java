package dev.tractor.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;

/// An ONNX graph in the making, over float matrices with a row per vector.
final class OnnxGraph {
    private static final String BATCH_DIMENSION = "batch";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    OnnxGraph(String name) {
        graph.setName(name);
    }

    GraphProto build() {
        return graph.build();
    }

    void input(String name, int columns) {
        graph.addInput(rows(name, columns));
    }

    void output(String name, int columns) {
        graph.addOutput(rows(name, columns));
    }

    void node(NodeProto node) {
        graph.addNode(node);
    }

    void node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output).addAllAttribute(List.of(attributes)));
    }

    /// @return the constant's name
    String scalar(String name, float value) {
        return constant(TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber()).addFloatData(value));
    }

    /// @return the constant's name
    String indices(String name, int[] values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.INT64.getNumber()).addDims(values.length);
        for (int value : values) {
            tensor.addInt64Data(value);
        }
        return constant(tensor);
    }

    /// @return the constant's name
    String matrix(String name, float[][] rows) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber()).addDims(rows.length).addDims(rows[0].length);
        for (float[] row : rows) {
            for (float value : row) {
                tensor.addFloatData(value);
            }
        }
        return constant(tensor);
    }

    private String constant(TensorProto.Builder tensor) {
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    static AttributeProto integer(String name, long value) {
        return attribute(name, AttributeProto.AttributeType.INT).setI(value).build();
    }

    static AttributeProto integers(String name, List<Long> values) {
        return attribute(name, AttributeProto.AttributeType.INTS).addAllInts(values).build();
    }

    static AttributeProto floats(String name, List<Float> values) {
        return attribute(name, AttributeProto.AttributeType.FLOATS).addAllFloats(values).build();
    }

    static AttributeProto strings(String name, List<String> values) {
        return attribute(name, AttributeProto.AttributeType.STRINGS).addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList()).build();
    }

    private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static ValueInfoProto rows(String name, int columns) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH_DIMENSION))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns))
                .build();
        TypeProto type = TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()).setShape(shape)).build();
        return ValueInfoProto.newBuilder().setName(name).setType(type).build();
    }
}
