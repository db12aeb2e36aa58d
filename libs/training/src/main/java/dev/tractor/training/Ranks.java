package dev.tractor.training;

import java.util.Arrays;
import java.util.List;

/// Puts each column's values on the scale of their ranks among the training rows, -1 to 1, so that columns of any unit and skew weigh the same. A missing
/// value stands in the middle.
///
/// @param sorted values of each column without the missing ones
record Ranks(float[][] sorted) {
    static Ranks of(List<float[]> vectors) {
        int columns = vectors.getFirst().length;
        float[][] sorted = new float[columns][];
        for (int column = 0; column < columns; column++) {
            float[] values = new float[vectors.size()];
            int count = 0;
            for (float[] vector : vectors) {
                if (!Float.isNaN(vector[column])) {
                    values[count++] = vector[column];
                }
            }
            sorted[column] = Arrays.copyOf(values, count);
            Arrays.sort(sorted[column]);
        }
        return new Ranks(sorted);
    }

    List<float[]> apply(List<float[]> vectors) {
        return vectors.stream().map(this::ranks).toList();
    }

    float[] ranks(float[] vector) {
        float[] ranks = new float[vector.length];
        for (int column = 0; column < vector.length; column++) {
            float[] values = sorted[column];
            if (!Float.isNaN(vector[column]) && values.length > 0) {
                int below = first(values, vector[column], false);
                int notAbove = first(values, vector[column], true);
                ranks[column] = (float) (below + notAbove) / values.length - 1;
            }
        }
        return ranks;
    }

    /// The place of the first value that is not below the wanted one, or is above it.
    private static int first(float[] values, float wanted, boolean above) {
        int from = 0;
        int to = values.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (values[middle] < wanted || above && values[middle] == wanted) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
