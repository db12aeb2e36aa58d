package dev.tractor.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Gradient-boosted trees (XGBoost, histogram method, softmax over the classes). The same rows and seed give the same trees.
final class BoostedTrees implements AutoCloseable {
    /// Twice as many double the file and the time per flow for one point of accuracy on block folds (seven classes, 15 s table).
    static final int ROUNDS = 60;
    static final int DEPTH = 6;

    private final Booster booster;
    private final int classes;

    private BoostedTrees(Booster booster, int classes) {
        this.booster = booster;
        this.classes = classes;
    }

    /// @param targets class numbers, from 0
    static BoostedTrees train(List<float[]> vectors, int[] targets, int classes, long seed) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("objective", "multi:softprob");
        parameters.put("num_class", classes);
        parameters.put("tree_method", "hist");
        parameters.put("max_depth", DEPTH);
        parameters.put("eta", 0.2);
        parameters.put("min_child_weight", 2);
        parameters.put("subsample", 0.8);
        parameters.put("colsample_bytree", 0.8);
        parameters.put("seed", seed);
        // Sums of floats depend on the number of threads, and so would the trees.
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
                return new BoostedTrees(XGBoost.train(matrix, parameters, ROUNDS, Map.of(), null, null), classes);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new TrainingException("XGBoost: " + e.getMessage(), e);
        }
    }

    /// One row of class probabilities per vector.
    float[][] probabilities(List<float[]> vectors) {
        try {
            DMatrix matrix = matrix(vectors);
            try {
                return booster.predict(matrix);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new TrainingException("XGBoost: " + e.getMessage(), e);
        }
    }

    /// One JSON document per tree; tree i votes for class i modulo [#classes()].
    String[] dump() {
        try {
            return booster.getModelDump("", false, "json");
        } catch (XGBoostError e) {
            throw new TrainingException("XGBoost: " + e.getMessage(), e);
        }
    }

    int classes() {
        return classes;
    }

    private static DMatrix matrix(List<float[]> vectors) throws XGBoostError {
        int columns = vectors.getFirst().length;
        float[] cells = new float[vectors.size() * columns];
        for (int row = 0; row < vectors.size(); row++) {
            System.arraycopy(vectors.get(row), 0, cells, row * columns, columns);
        }
        return new DMatrix(cells, vectors.size(), columns, Float.NaN);
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
