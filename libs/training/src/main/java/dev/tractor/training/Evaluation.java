package dev.tractor.training;

import dev.tractor.model.OnnxModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Predictions of one task for rows that were not trained on.
///
/// @param labels names of the classes
/// @param actual class of each row
/// @param probabilities of each row
/// @param known whether each row resembles what was trained on; the others get no class
public record Evaluation(List<String> labels, int[] actual, float[][] probabilities, boolean[] known) {
    /// Bins of equal width in which probability and share of right answers are compared.
    private static final int CALIBRATION_BINS = 10;

    /// @param label name of the class
    /// @param rows that are of the class
    /// @param precision null when it was never predicted
    /// @param recall of all its rows, null when it has none
    /// @param f1 harmonic mean of both, 0 when it was never right
    public record ClassFigures(String label, int rows, Double precision, Double recall, double f1) {}

    /// What remains when only known rows with at least that probability get a class.
    ///
    /// @param threshold least probability
    /// @param coverage share of rows that get a class
    /// @param precision share of those that are right, 0 when there are none
    public record Operating(float threshold, double coverage, double precision) {}

    /// Rows whose best probability lies between two bounds.
    ///
    /// @param from lower bound, inclusive
    /// @param rows in the bin
    /// @param probability their mean, 0 when there are none
    /// @param right share whose best class is right, 0 when there are none
    public record Bin(double from, int rows, double probability, double right) {}

    static Evaluation of(Tasks.Task task, int[] finestTargets, float[][] finestProbabilities, boolean[] known) {
        return new Evaluation(task.labels(), task.targets(finestTargets), task.probabilities(finestProbabilities), known);
    }

    /// Rows: actual class; columns: predicted class.
    int[][] confusion() {
        int[][] confusion = new int[labels.size()][labels.size()];
        for (int row = 0; row < actual.length; row++) {
            confusion[actual[row]][OnnxModel.best(probabilities[row])]++;
        }
        return confusion;
    }

    double accuracy() {
        return (double) IntStream.range(0, actual.length).filter(this::isRight).count() / actual.length;
    }

    /// Mean F1 of the classes that occur or were predicted.
    double macroF1() {
        return figures().stream().filter(figure -> figure.rows() > 0 || figure.precision() != null).mapToDouble(ClassFigures::f1).average().orElseThrow();
    }

    private boolean isRight(int row) {
        return OnnxModel.best(probabilities[row]) == actual[row];
    }

    private float bestProbability(int row) {
        return probabilities[row][OnnxModel.best(probabilities[row])];
    }

    List<ClassFigures> figures() {
        int[][] confusion = confusion();
        List<ClassFigures> figures = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            int column = label;
            int rows = Arrays.stream(confusion[label]).sum();
            int predicted = Arrays.stream(confusion).mapToInt(row -> row[column]).sum();
            int right = confusion[label][label];
            figures.add(new ClassFigures(labels.get(label), rows, share(right, predicted), share(right, rows), right == 0 ? 0 : 2.0 * right / (rows + predicted)));
        }
        return figures;
    }

    private static Double share(int part, int whole) {
        return whole == 0 ? null : (Double) ((double) part / whole);
    }

    Operating at(float threshold) {
        int given = 0;
        int right = 0;
        for (int row = 0; row < actual.length; row++) {
            if (known[row] && bestProbability(row) >= threshold) {
                given++;
                right += isRight(row) ? 1 : 0;
            }
        }
        return new Operating(threshold, (double) given / actual.length, given == 0 ? 0 : (double) right / given);
    }

    List<Bin> calibration() {
        double[] probability = new double[CALIBRATION_BINS];
        int[] right = new int[CALIBRATION_BINS];
        int[] rows = new int[CALIBRATION_BINS];
        for (int row = 0; row < actual.length; row++) {
            int bin = Math.min(CALIBRATION_BINS - 1, (int) (bestProbability(row) * CALIBRATION_BINS));
            rows[bin]++;
            probability[bin] += bestProbability(row);
            right[bin] += isRight(row) ? 1 : 0;
        }
        return IntStream.range(0, CALIBRATION_BINS)
                .mapToObj(bin -> new Bin((double) bin / CALIBRATION_BINS, rows[bin], rows[bin] == 0 ? 0 : probability[bin] / rows[bin], rows[bin] == 0 ? 0 : (double) right[bin] / rows[bin]))
                .toList();
    }

    /// Mean difference between probability and share of right answers, weighted by the bins' rows.
    double calibrationError() {
        return calibration().stream().mapToDouble(bin -> bin.rows() * Math.abs(bin.probability() - bin.right())).sum() / actual.length;
    }

    /// The floor: what always naming the most frequent class would reach.
    Evaluation majorityGuess() {
        int[] rows = new int[labels.size()];
        Arrays.stream(actual).forEach(label -> rows[label]++);
        float[] guess = new float[labels.size()];
        guess[IntStream.range(0, rows.length).boxed().max((a, b) -> Integer.compare(rows[a], rows[b])).orElseThrow()] = 1;
        float[][] guesses = new float[actual.length][];
        Arrays.fill(guesses, guess);
        return new Evaluation(labels, actual, guesses, known);
    }
}
