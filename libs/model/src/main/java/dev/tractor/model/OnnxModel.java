package dev.tractor.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A classifier of feature vectors: `model.onnx` and `manifest.json`, refused where they do not fit each other. Threads may share one.
public final class OnnxModel implements AutoCloseable {
    public static final String MODEL_FILE = "model.onnx";
    public static final String MANIFEST_FILE = "manifest.json";
    /// What `tractor train` measured of it.
    public static final String REPORT_FILE = "report.json";
    public static final String INPUT = "vectors";
    /// Probabilities of the task that gives the traffic class.
    public static final String OUTPUT = "probabilities";
    /// How much a vector resembles those of training, one number a row; only in a model whose manifest has `min_familiarity`.
    public static final String FAMILIARITY = "familiarity";

    /// Rows of one call into the runtime, so that its buffers stay small whatever the batch.
    private static final int MAX_ROWS = 1024;
    /// What a value may lie outside the range seen in training, as a share of that range: rounding, not news.
    private static final float RANGE_TOLERANCE = 0.01f;
    /// Some 200 bytes each. A hash of many vectors in one place only makes the model work.
    private static final int ANSWERS_KEPT = 16_384;

    private final ModelManifest manifest;
    private final String digest;
    private final OrtEnvironment environment;
    private final OrtSession session;
    /// Safe to be seen by threads that did not make them; of two that write one stays.
    private final Answer[] answers = new Answer[ANSWERS_KEPT];

    /// What was said of a vector: flows of one packet, and those of a scan, are often equal.
    private record Answer(float[] vector, TrafficClass given) {}

    /// All that a model says about some vectors.
    ///
    /// @param probabilities by task, a row per vector
    /// @param known whether each vector resembles what was seen in training: within its ranges and familiar enough
    public record Answers(Map<String, float[][]> probabilities, boolean[] known) {}

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
        checkEqual(manifest, "number of features", manifest.features().size(), columns(manifest, session.getInputInfo(), INPUT));
        for (ModelManifest.Task task : manifest.tasks()) {
            checkEqual(manifest, "labels", String.join(",", task.labels()), own.get(labelsKey(manifest.task(), task.name())));
            checkEqual(manifest, "number of labels", task.labels().size(), columns(manifest, session.getOutputInfo(), output(manifest.task(), task.name())));
        }
        if (manifest.minFamiliarity() != null) {
            checkEqual(manifest, "number of familiarity columns", 1, columns(manifest, session.getOutputInfo(), FAMILIARITY));
        }
    }

    /// The output with a task's probabilities.
    ///
    /// @param main the task that gives the traffic class
    public static String output(String main, String task) {
        return task.equals(main) ? OUTPUT : OUTPUT + "_" + task;
    }

    /// The key of a task's labels in the ONNX file's own metadata.
    ///
    /// @param main the task that gives the traffic class
    public static String labelsKey(String main, String task) {
        return task.equals(main) ? ModelManifest.LABELS_KEY : ModelManifest.LABELS_KEY + "_" + task;
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
        return run(vectors, Set.of(OUTPUT)).get(OUTPUT);
    }

    /// What the model says in all of its tasks.
    ///
    /// @throws ModelException when a vector has another length than the profile
    public Answers answers(List<float[]> vectors) {
        Map<String, String> outputs = new LinkedHashMap<>();
        manifest.tasks().forEach(task -> outputs.put(task.name(), output(manifest.task(), task.name())));
        Map<String, float[][]> values = run(vectors, withFamiliarity(outputs.values()));
        Map<String, float[][]> probabilities = new LinkedHashMap<>();
        outputs.forEach((task, output) -> probabilities.put(task, values.get(output)));
        return new Answers(probabilities, known(vectors, values));
    }

    /// The best class of each vector and its probability; `unknown` with 0 where it is below the threshold, or the vector does not resemble what was seen in
    /// training.
    List<TrafficClass> classify(List<float[]> vectors) {
        TrafficClass[] classes = new TrafficClass[vectors.size()];
        List<float[]> asked = new ArrayList<>();
        for (int i = 0; i < classes.length; i++) {
            Answer kept = answers[place(vectors.get(i))];
            if (kept != null && Arrays.equals(kept.vector, vectors.get(i))) {
                classes[i] = kept.given;
            } else {
                asked.add(vectors.get(i));
            }
        }
        Map<String, float[][]> values = run(asked, withFamiliarity(Set.of(OUTPUT)));
        boolean[] known = known(asked, values);
        int row = 0;
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] == null) {
                classes[i] = known[row] ? given(values.get(OUTPUT)[row]) : TrafficClass.UNKNOWN;
                answers[place(vectors.get(i))] = new Answer(vectors.get(i).clone(), classes[i]);
                row++;
            }
        }
        return Arrays.asList(classes);
    }

    private static int place(float[] vector) {
        int hash = Arrays.hashCode(vector);
        return (hash ^ hash >>> 16) & ANSWERS_KEPT - 1;
    }

    private TrafficClass given(float[] probabilities) {
        int best = best(probabilities);
        return probabilities[best] >= manifest.threshold() ? new TrafficClass(manifest.labels().get(best), probabilities[best]) : TrafficClass.UNKNOWN;
    }

    /// The place of the greatest probability, the first of equal ones.
    public static int best(float[] probabilities) {
        int best = 0;
        for (int label = 1; label < probabilities.length; label++) {
            best = probabilities[label] > probabilities[best] ? label : best;
        }
        return best;
    }

    private Set<String> withFamiliarity(Collection<String> outputs) {
        Set<String> wanted = new LinkedHashSet<>(outputs);
        if (manifest.minFamiliarity() != null) {
            wanted.add(FAMILIARITY);
        }
        return wanted;
    }

    private Map<String, float[][]> run(List<float[]> vectors, Set<String> outputs) {
        Map<String, float[][]> values = new HashMap<>();
        outputs.forEach(output -> values.put(output, new float[vectors.size()][]));
        for (int from = 0; from < vectors.size(); from += MAX_ROWS) {
            runBatch(vectors.subList(from, Math.min(from + MAX_ROWS, vectors.size())), from, values);
        }
        return values;
    }

    private void runBatch(List<float[]> rows, int from, Map<String, float[][]> values) {
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
                OrtSession.Result result = session.run(Map.of(INPUT, tensor), values.keySet())) {
            for (Map.Entry<String, OnnxValue> output : result) {
                float[][] part = (float[][]) output.getValue().getValue();
                System.arraycopy(part, 0, values.get(output.getKey()), from, part.length);
            }
        } catch (OrtException e) {
            throw refused(manifest, e);
        }
    }

    private boolean[] known(List<float[]> vectors, Map<String, float[][]> values) {
        float[][] familiarity = values.get(FAMILIARITY);
        boolean[] known = new boolean[vectors.size()];
        for (int row = 0; row < known.length; row++) {
            known[row] = isInRange(vectors.get(row)) && (familiarity == null || familiarity[row][0] >= manifest.minFamiliarity());
        }
        return known;
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
