package dev.tractor.training;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A way to learn classes from vectors, with its settings. The same rows and seed give the same [Predictor].
sealed interface Learner permits LogisticRegression, NearestNeighbours, BoostedTrees {
    /// What the reports call it.
    String name();

    /// Its settings by name.
    Map<String, Object> settings();

    /// @param vectors with derived columns; NaN for missing
    /// @param targets classes of the finest task, from 0
    /// @param groups for each task, the finest first, its class by class of the finest
    Predictor train(List<float[]> vectors, int[] targets, List<int[]> groups, long seed);

    /// What was learnt.
    interface Predictor extends AutoCloseable {
        /// Log-odds up to a constant per row, by tasks that were learnt (the finest alone, or all), rows and classes of the task.
        float[][][] scores(List<float[]> vectors);

        @Override
        default void close() {}
    }

    /// `nearest neighbours, k 10`
    default String description() {
        StringBuilder description = new StringBuilder(name());
        new TreeMap<>(settings()).forEach((setting, value) -> description.append(", ").append(setting).append(' ').append(value));
        return description.toString();
    }
}
