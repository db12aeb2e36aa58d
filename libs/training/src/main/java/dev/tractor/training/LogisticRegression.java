package dev.tractor.training;

import java.util.List;
import java.util.Map;

/// Multinomial logistic regression over the columns' ranks (XGBoost's linear booster, coordinate descent).
///
/// @param l2 weight of the squared coefficients' penalty
record LogisticRegression(double l2) implements Learner {
    private static final int ROUNDS = 50;
    private static final double LEARNING_RATE = 0.5;

    @Override
    public String name() {
        return "logistic regression";
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("l2", l2);
    }

    @Override
    public Predictor train(List<float[]> vectors, int[] targets, List<int[]> groups, long seed) {
        Ranks ranks = Ranks.of(vectors);
        XgBoost linear = XgBoost.train(ranks.apply(vectors), targets, groups.getFirst().length, seed, ROUNDS, Map.of("booster", "gblinear", "updater", "coord_descent", "lambda", l2, "eta", LEARNING_RATE));
        return new Predictor() {
            @Override
            public float[][][] scores(List<float[]> asked) {
                return new float[][][] {linear.scores(ranks.apply(asked))};
            }

            @Override
            public void close() {
                linear.close();
            }
        };
    }
}
