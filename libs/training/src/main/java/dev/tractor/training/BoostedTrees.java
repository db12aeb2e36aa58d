package dev.tractor.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Gradient-boosted trees (XGBoost, histogram method), a tree per class and round, for each task on its own. The learner whose result is exported.
///
/// @param rounds trees per class of the finest task
/// @param depth of a tree at most
/// @param learningRate share of each round's step that is taken
record BoostedTrees(int rounds, int depth, double learningRate) implements Learner {
    /// A task of two classes costs little: more and flatter trees, in smaller steps.
    private static final int TWO_CLASS_ROUNDS = 60;
    private static final int TWO_CLASS_DEPTH = 5;
    private static final double TWO_CLASS_LEARNING_RATE = 0.2;
    /// Share of the rows that a tree sees.
    private static final double ROWS_PER_TREE = 0.8;
    /// Share of the columns that a tree sees.
    private static final double COLUMNS_PER_TREE = 0.6;
    private static final double TWO_CLASS_COLUMNS_PER_TREE = 0.5;
    /// Least sum of second derivatives in a leaf: no leaf for a single doubtful row.
    private static final double MIN_LEAF_WEIGHT = 2;
    private static final double TWO_CLASS_MIN_LEAF_WEIGHT = 3;

    @Override
    public String name() {
        return "boosted trees";
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("rounds", rounds, "depth", depth, "learning rate", learningRate);
    }

    @Override
    public Forest train(List<float[]> vectors, int[] targets, List<int[]> groups, long seed) {
        List<XgBoost> tasks = groups.stream().map(groupOf -> {
            int classes = Arrays.stream(groupOf).max().orElseThrow() + 1;
            int[] classOfRow = Arrays.stream(targets).map(target -> groupOf[target]).toArray();
            return XgBoost.train(vectors, classOfRow, classes, seed, classes == 2 ? TWO_CLASS_ROUNDS : rounds, parameters(classes == 2));
        }).toList();
        return new Forest(tasks);
    }

    private Map<String, Object> parameters(boolean twoClasses) {
        return Map.of(
                "tree_method", "hist",
                "max_depth", twoClasses ? TWO_CLASS_DEPTH : depth,
                "eta", twoClasses ? TWO_CLASS_LEARNING_RATE : learningRate,
                "min_child_weight", twoClasses ? TWO_CLASS_MIN_LEAF_WEIGHT : MIN_LEAF_WEIGHT,
                "subsample", ROWS_PER_TREE,
                "colsample_bytree", twoClasses ? TWO_CLASS_COLUMNS_PER_TREE : COLUMNS_PER_TREE);
    }

    /// @param tasks the trees of each
    record Forest(List<XgBoost> tasks) implements Predictor {
        @Override
        public float[][][] scores(List<float[]> vectors) {
            return tasks.stream().map(task -> task.scores(vectors)).toArray(float[][][]::new);
        }

        @Override
        public void close() {
            tasks.forEach(XgBoost::close);
        }
    }
}
