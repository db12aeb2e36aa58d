package dev.tractor.training;

import java.util.Arrays;
import java.util.List;

/// How the scores of the tasks become probabilities of the finest task's classes: a class has the weighted sum of its own score and of the scores of its groups in the other
/// tasks, and the softmax of these sums gives the probabilities. The weights also calibrate: with the finest task alone this is temperature scaling (Guo et al. 2017).
///
/// @param weights one per task that was learnt
/// @param groups for each task, its class by class of the finest
record Combination(float[] weights, List<int[]> groups) {
    private static final double MAX_WEIGHT = 4;
    private static final int ROUNDS = 12;
    /// Narrows the interval to less than 0.0001.
    private static final int SEARCH_STEPS = 24;
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

    /// The weights with which rows that were not trained on fit best what they are: least mean negative log-likelihood, by golden-section search along one weight after the
    /// other. The loss is convex in the weights.
    ///
    /// @param scores by task, row and class of the task
    /// @param targets classes of the finest task
    static Combination fit(float[][][] scores, int[] targets, List<int[]> groups) {
        double[] weights = new double[scores.length];
        Arrays.fill(weights, 1.0 / scores.length);
        for (int round = 0; round < (scores.length == 1 ? 1 : ROUNDS); round++) {
            for (int task = 0; task < weights.length; task++) {
                double low = 0;
                double high = MAX_WEIGHT;
                for (int step = 0; step < SEARCH_STEPS; step++) {
                    double left = high - GOLDEN_RATIO * (high - low);
                    double right = low + GOLDEN_RATIO * (high - low);
                    if (loss(scores, targets, groups, with(weights, task, left)) <= loss(scores, targets, groups, with(weights, task, right))) {
                        high = right;
                    } else {
                        low = left;
                    }
                }
                weights[task] = (low + high) / 2;
            }
        }
        float[] fitted = new float[weights.length];
        for (int task = 0; task < fitted.length; task++) {
            fitted[task] = (float) weights[task];
        }
        return new Combination(fitted, groups);
    }

    private static double[] with(double[] weights, int task, double weight) {
        double[] changed = weights.clone();
        changed[task] = weight;
        return changed;
    }

    private static double loss(float[][][] scores, int[] targets, List<int[]> groups, double[] weights) {
        double[] sums = new double[groups.getFirst().length];
        double loss = 0;
        for (int row = 0; row < targets.length; row++) {
            sums(scores, row, groups, weights, sums);
            loss += logSumExp(sums) - sums[targets[row]];
        }
        return loss;
    }

    private static void sums(float[][][] scores, int row, List<int[]> groups, double[] weights, double[] sums) {
        for (int label = 0; label < sums.length; label++) {
            sums[label] = 0;
            for (int task = 0; task < weights.length; task++) {
                sums[label] += weights[task] * scores[task][row][groups.get(task)[label]];
            }
        }
    }

    private static double logSumExp(double[] sums) {
        double greatest = Arrays.stream(sums).max().orElseThrow();
        double sum = 0;
        for (double each : sums) {
            sum += Math.exp(each - greatest);
        }
        return greatest + Math.log(sum);
    }

    /// The same for fewer classes.
    ///
    /// @param fewer for each task, its class by class of the finest among those that are left
    Combination over(List<int[]> fewer) {
        return new Combination(weights, fewer);
    }

    /// @param scores by task, row and class of the task
    Answers answers(float[][][] scores) {
        double[] used = new double[weights.length];
        for (int task = 0; task < used.length; task++) {
            used[task] = weights[task];
        }
        int rows = scores[0].length;
        int classes = groups.getFirst().length;
        float[][] probabilities = new float[rows][classes];
        float[] familiarity = new float[rows];
        double[] sums = new double[classes];
        for (int row = 0; row < rows; row++) {
            sums(scores, row, groups, used, sums);
            double total = logSumExp(sums);
            familiarity[row] = (float) (total - Math.log(classes));
            for (int label = 0; label < classes; label++) {
                probabilities[row][label] = (float) Math.exp(sums[label] - total);
            }
        }
        return new Answers(probabilities, familiarity);
    }

    /// @param probabilities of the finest task's classes, a row per vector
    /// @param familiarity the logarithm of the mean exponential of the sums: trees that know a kind of vector push one sum far up, and leave all of them near 0 else
    record Answers(float[][] probabilities, float[] familiarity) {
        int rows() {
            return familiarity.length;
        }
    }
}
