package dev.tractor.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A classifier of feature vectors: `model.onnx` and `manifest.json`, refused where they do not fit each other. Threads may share one.
public final class OnnxModel implements AutoCloseable {
    public static final String MODEL_FILE = "model.onnx";
    public static final String MANIFEST_FILE = "manifest.json";
    public static final String INPUT = "vectors";
    public static final String OUTPUT = "probabilities";

    /// Rows of one call into the runtime, so that its buffers stay small whatever the batch.
    private static final int MAX_ROWS = 1024;
    /// What a value may lie outside the range seen in training, as a share of that range: rounding, not news.
    private static final float RANGE_TOLERANCE = 0.01f;

    private final ModelManifest manifest;
    private final String digest;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxModel(ModelManifest manifest, String digest, OrtEnvironment environment, OrtSession session) {
        this.manifest = manifest;
        this.digest = digest;
        this.environment = environment;
        this.session = session;
    }

    /// A model that ships with the program.
    ///
    /// @param name `traffic-class`
    public static OnnxModel builtIn(String name) {
        return ModelFiles.builtIn(name).open();
    }

    /// @param folder with `model.onnx` and `manifest.json`
    /// @throws ModelException when they cannot be read or do not fit, with the reason
    public static OnnxModel load(Path folder) {
        return ModelFiles.in(folder).open();
    }

    /// @throws ModelException when they do not fit, with the reason
    public static OnnxModel of(byte[] manifestJson, byte[] onnx) {
        ModelManifest manifest = ModelManifest.parse(manifestJson);
        String sha256 = Sha256.of(onnx);
        if (!sha256.equals(manifest.sha256())) {
            throw refused(manifest, "the manifest is of another file: it says SHA-256 " + manifest.sha256() + ", the file has " + sha256);
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session = open(environment, manifest, onnx);
        try {
            check(manifest, session);
        } catch (OrtException | RuntimeException e) {
            close(session);
            throw e instanceof ModelException refused ? refused : refused(manifest, e);
        }
        return new OnnxModel(manifest, Sha256.of(manifestJson, onnx), environment, session);
    }

    private static OrtSession open(OrtEnvironment environment, ModelManifest manifest, byte[] onnx) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return environment.createSession(onnx, options);
        } catch (OrtException e) {
            throw refused(manifest, e);
        }
    }

    private static void check(ModelManifest manifest, OrtSession session) throws OrtException {
        Map<String, String> own = session.getMetadata().getCustomMetadata();
        checkEqual(manifest, "profile", manifest.profile(), own.get(ModelManifest.PROFILE_KEY));
        checkEqual(manifest, "features", String.join(",", manifest.featureNames()), own.get(ModelManifest.FEATURES_KEY));
        checkEqual(manifest, "labels", String.join(",", manifest.labels()), own.get(ModelManifest.LABELS_KEY));
        checkEqual(manifest, "number of features", manifest.features().size(), columns(manifest, session.getInputInfo(), INPUT));
        checkEqual(manifest, "number of labels", manifest.labels().size(), columns(manifest, session.getOutputInfo(), OUTPUT));
    }

    private static void checkEqual(ModelManifest manifest, String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw refused(manifest, what + " of the manifest is " + expected + ", of the ONNX file " + actual);
        }
    }

    private static int columns(ModelManifest manifest, Map<String, NodeInfo> nodes, String name) {
        if (nodes.get(name) instanceof NodeInfo node && node.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == 2) {
            return Math.toIntExact(tensor.getShape()[1]);
        }
        throw refused(manifest, "the ONNX file has no matrix '" + name + "' but " + nodes.keySet());
    }

    public ModelManifest manifest() {
        return manifest;
    }

    /// SHA-256 over manifest and ONNX file, hexadecimal.
    public String digest() {
        return digest;
    }

    /// One row of probabilities per vector, in the order of the manifest's labels.
    ///
    /// @throws ModelException when a vector has another length than the profile
    public float[][] probabilities(List<float[]> vectors) {
        float[][] probabilities = new float[vectors.size()][];
        for (int from = 0; from < vectors.size(); from += MAX_ROWS) {
            List<float[]> rows = vectors.subList(from, Math.min(from + MAX_ROWS, vectors.size()));
            float[][] part = run(rows);
            System.arraycopy(part, 0, probabilities, from, part.length);
        }
        return probabilities;
    }

    private float[][] run(List<float[]> rows) {
        int columns = manifest.features().size();
        FloatBuffer input = ByteBuffer.allocateDirect(rows.size() * columns * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (float[] row : rows) {
            if (row.length != columns) {
                throw refused(manifest, "takes vectors of " + columns + " features of profile " + manifest.profile() + ", not of " + row.length);
            }
            input.put(row);
        }
        input.flip();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, new long[] {rows.size(), columns});
                OrtSession.Result result = session.run(Map.of(INPUT, tensor), Set.of(OUTPUT))) {
            return (float[][]) result.get(0).getValue();
        } catch (OrtException e) {
            throw refused(manifest, e);
        }
    }

    /// The best class and its probability; `unknown` with 0 where it is below the threshold, or the vector lies outside of what was seen
    /// in training.
    TrafficClass classify(float[] vector, float[] probabilities) {
        int best = 0;
        for (int label = 1; label < probabilities.length; label++) {
            best = probabilities[label] > probabilities[best] ? label : best;
        }
        boolean known = probabilities[best] >= manifest.threshold() && isInRange(vector);
        return known ? new TrafficClass(manifest.labels().get(best), probabilities[best]) : TrafficClass.UNKNOWN;
    }

    private boolean isInRange(float[] vector) {
        for (int i = 0; i < vector.length; i++) {
            ModelManifest.Input seen = manifest.features().get(i);
            float tolerance = (seen.max() - seen.min()) * RANGE_TOLERANCE;
            if (vector[i] < seen.min() - tolerance || vector[i] > seen.max() + tolerance) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        close(session);
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    private static ModelException refused(ModelManifest manifest, String reason) {
        return new ModelException("model '" + manifest.name() + "': " + reason);
    }

    private static ModelException refused(ModelManifest manifest, Exception cause) {
        return new ModelException("model '" + manifest.name() + "': " + cause.getMessage(), cause);
    }
}
