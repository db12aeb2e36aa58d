package dev.tractor.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// The k nearest training rows vote, by the sum of the columns' differences in rank.
///
/// @param k rows that vote
record NearestNeighbours(int k) implements Learner {
    /// Each question is compared with every row that is kept; of larger data a sample is.
    static final int MAX_ROWS = 20_000;
    /// What each class has before the vote, so that no probability is 0.
    private static final float PRIOR_VOTES = 0.1f;

    @Override
    public String name() {
        return "nearest neighbours";
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("k", k);
    }

    @Override
    public Predictor train(List<float[]> vectors, int[] targets, List<int[]> groups, long seed) {
        Ranks ranks = Ranks.of(vectors);
        int[] kept = kept(vectors.size(), seed);
        float[][] rows = Arrays.stream(kept).mapToObj(row -> ranks.ranks(vectors.get(row))).toArray(float[][]::new);
        int[] classOfRow = Arrays.stream(kept).map(row -> targets[row]).toArray();
        int classes = groups.getFirst().length;
        return asked -> new float[][][] {ranks.apply(asked).stream().map(vector -> vote(rows, classOfRow, classes, vector)).toArray(float[][]::new)};
    }

    private static int[] kept(int rows, long seed) {
        if (rows <= MAX_ROWS) {
            return IntStream.range(0, rows).toArray();
        }
        List<Integer> shuffled = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled.stream().limit(MAX_ROWS).mapToInt(Integer::intValue).sorted().toArray();
    }

    private float[] vote(float[][] rows, int[] classOfRow, int classes, float[] vector) {
        int voters = Math.min(k, rows.length);
        float[] distances = new float[voters];
        int[] nearest = new int[voters];
        Arrays.fill(distances, Float.POSITIVE_INFINITY);
        for (int row = 0; row < rows.length; row++) {
            float distance = distance(rows[row], vector, distances[voters - 1]);
            if (distance < distances[voters - 1]) {
                int place = voters - 1;
                for (; place > 0 && distances[place - 1] > distance; place--) {
                    distances[place] = distances[place - 1];
                    nearest[place] = nearest[place - 1];
                }
                distances[place] = distance;
                nearest[place] = row;
            }
        }
        float[] scores = new float[classes];
        Arrays.fill(scores, PRIOR_VOTES);
        for (int row : nearest) {
            scores[classOfRow[row]]++;
        }
        for (int label = 0; label < classes; label++) {
            scores[label] = (float) Math.log(scores[label]);
        }
        return scores;
    }

    /// Stops summing at the limit.
    private static float distance(float[] a, float[] b, float limit) {
        float sum = 0;
        for (int column = 0; column < a.length && sum < limit; column++) {
            sum += Math.abs(a[column] - b[column]);
        }
        return sum;
    }
}
