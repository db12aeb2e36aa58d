package dev.tractor.training;

import java.util.ArrayList;
import java.util.List;

/// Predictions that were made for rows while they were not trained on: out-of-fold, every row once.
///
/// @param labels names of the classes
/// @param actual class of each row
/// @param probabilities of each row
public record Evaluation(List<String> labels, int[] actual, float[][] probabilities) {
    /// @param label name of the class
    /// @param rows that are of the class
    /// @param precision null when it was never predicted
    /// @param recall of all its rows
    /// @param f1 harmonic mean of both, 0 when it was never predicted
    public record ClassFigures(String label, int rows, Double precision, double recall, double f1) {}

    /// What remains when only rows with at least that probability get a class.
    ///
    /// @param threshold least probability
    /// @param coverage share of rows that get a class
    /// @param precision share of those that are right, 0 when there are none
    public record Operating(float threshold, double coverage, double precision) {}

    static int best(float[] probabilities) {
        int best = 0;
        for (int label = 1; label < probabilities.length; label++) {
            best = probabilities[label] > probabilities[best] ? label : best;
        }
        return best;
    }

    /// Rows: actual class; columns: predicted class.
    int[][] confusion() {
        int[][] confusion = new int[labels.size()][labels.size()];
        for (int row = 0; row < actual.length; row++) {
            confusion[actual[row]][best(probabilities[row])]++;
        }
        return confusion;
    }

    double accuracy() {
        return at(0).precision();
    }

    double macroF1() {
        return figures().stream().mapToDouble(ClassFigures::f1).average().orElseThrow();
    }

    List<ClassFigures> figures() {
        int[][] confusion = confusion();
        List<ClassFigures> figures = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            int rows = 0;
            int predicted = 0;
            for (int other = 0; other < labels.size(); other++) {
                rows += confusion[label][other];
                predicted += confusion[other][label];
            }
            int right = confusion[label][label];
            figures.add(new ClassFigures(labels.get(label), rows, predicted == 0 ? null : (Double) ((double) right / predicted), (double) right / rows, 2.0 * right / (rows + predicted)));
        }
        return figures;
    }

    Operating at(float threshold) {
        int given = 0;
        int right = 0;
        for (int row = 0; row < actual.length; row++) {
            int best = best(probabilities[row]);
            if (probabilities[row][best] >= threshold) {
                given++;
                right += best == actual[row] ? 1 : 0;
            }
        }
        return new Operating(threshold, (double) given / actual.length, given == 0 ? 0 : (double) right / given);
    }
}
