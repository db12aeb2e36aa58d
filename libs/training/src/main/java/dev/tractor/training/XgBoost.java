package dev.tractor.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// A model that XGBoost trained, with softmax over the classes.
final class XgBoost implements AutoCloseable {
    /// Null where there is only one class, whose score is 0.
    private final Booster booster;
    private final int classes;

    private XgBoost(Booster booster, int classes) {
        this.booster = booster;
        this.classes = classes;
    }

    static XgBoost train(List<float[]> vectors, int[] targets, int classes, long seed, int rounds, Map<String, Object> settings) {
        if (classes < 2) {
            return new XgBoost(null, classes);
        }
        Map<String, Object> parameters = new HashMap<>(settings);
        parameters.put("objective", "multi:softprob");
        parameters.put("num_class", classes);
        parameters.put("seed", seed);
        // Else every score has a constant added, which the export would have to repeat.
        parameters.put("base_score", 0);
        // Sums of floats depend on the number of threads, and so would the model.
        parameters.put("nthread", 1);
        parameters.put("verbosity", 0);
        try {
            DMatrix matrix = matrix(vectors);
            try {
                float[] labels = new float[targets.length];
                for (int row = 0; row < targets.length; row++) {
                    labels[row] = targets[row];
                }
                matrix.setLabel(labels);
                return new XgBoost(XGBoost.train(matrix, parameters, rounds, Map.of(), null, null), classes);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    /// Sums of the trees' leaves, a row per vector, a column per class.
    float[][] scores(List<float[]> vectors) {
        if (booster == null) {
            return new float[vectors.size()][classes];
        }
        try {
            DMatrix matrix = matrix(vectors);
            try {
                return booster.predict(matrix, true);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    /// One JSON document per tree; tree i votes for class i modulo [#classes()].
    String[] dump() {
        try {
            return booster.getModelDump("", false, "json");
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    int classes() {
        return classes;
    }

    private static DMatrix matrix(List<float[]> vectors) throws XGBoostError {
        int columns = vectors.getFirst().length;
        float[] cells = new float[Math.multiplyExact(vectors.size(), columns)];
        for (int row = 0; row < vectors.size(); row++) {
            System.arraycopy(vectors.get(row), 0, cells, row * columns, columns);
        }
        return new DMatrix(cells, vectors.size(), columns, Float.NaN);
    }

    private static TrainingException failed(XGBoostError e) {
        return new TrainingException("XGBoost: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        if (booster != null) {
            booster.dispose();
        }
    }
}
