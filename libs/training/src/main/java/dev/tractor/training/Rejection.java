package dev.tractor.training;

import dev.tractor.model.OnnxModel;
import java.util.List;
import java.util.stream.IntStream;

/// When a model says `unknown`: the best probability is below the task's threshold, or the vector is not familiar enough. Both limits are chosen together, so that on block
/// folds the wanted share of given classes is right, every class that was held out entirely comes back as `unknown` for the wanted share of its rows, and as
/// many rows as possible get a class.
///
/// @param thresholds least probability, one per task
/// @param minFamiliarity least familiarity
/// @param heldOut what became of each class of the main task that was held out
record Rejection(float[] thresholds, float minFamiliarity, List<Outcome> heldOut) {
    /// A little more than the 60% that a user is promised, since other networks differ.
    static final double WANTED_UNKNOWN = 0.65;
    private static final int MAX_THRESHOLD_PERCENT = 95;
    private static final int THRESHOLD_STEP_PERCENT = 5;
    /// Below every familiarity: finite, since JSON knows no infinity.
    private static final float NO_MINIMUM = -Float.MAX_VALUE;

    /// Rows of a class that the trees never saw.
    ///
    /// @param label of the main task
    /// @param probabilities of the main task's other classes
    /// @param familiarity of each row
    record HeldOut(String label, float[][] probabilities, float[] familiarity) {
        double unknown(float threshold, float least) {
            return (double) IntStream.range(0, familiarity.length).filter(row -> best(row) < threshold || familiarity[row] < least).count() / familiarity.length;
        }

        private float best(int row) {
            return probabilities[row][OnnxModel.best(probabilities[row])];
        }

        /// The least familiarity, beside the threshold, that holds back the wanted share of the rows; none where the threshold alone does.
        float minFamiliarity(float threshold) {
            double[] passing = IntStream.range(0, familiarity.length).filter(row -> best(row) >= threshold).mapToDouble(row -> familiarity[row]).sorted().toArray();
            int mayPass = (int) ((1 - WANTED_UNKNOWN) * familiarity.length);
            return passing.length > mayPass ? Math.nextUp((float) passing[passing.length - mayPass - 1]) : NO_MINIMUM;
        }
    }

    /// @param label the class that was held out
    /// @param rows of it
    /// @param unknown share of them that came back as `unknown`
    /// @param unknownByThreshold share that the threshold alone would have held back
    public record Outcome(String label, int rows, double unknown, double unknownByThreshold) {}

    /// Whether each row is familiar enough.
    boolean[] known(Combination.Answers answers) {
        return known(answers, minFamiliarity);
    }

    static Rejection choose(Tasks tasks, Combination.Answers answers, List<HeldOut> heldOut, double precision) {
        float bestThreshold = MAX_THRESHOLD_PERCENT / 100f;
        float bestMinimum = minFamiliarity(heldOut, bestThreshold);
        double bestCoverage = -1;
        for (float threshold : grid()) {
            float minimum = minFamiliarity(heldOut, threshold);
            Evaluation.Operating operating = Evaluation.of(tasks.main(), tasks.targets(), answers.probabilities(), known(answers, minimum)).at(threshold);
            if (operating.precision() >= precision && operating.coverage() > bestCoverage) {
                bestCoverage = operating.coverage();
                bestThreshold = threshold;
                bestMinimum = minimum;
            }
        }
        boolean[] known = known(answers, bestMinimum);
        float[] thresholds = new float[tasks.all().size()];
        for (int task = 0; task < thresholds.length; task++) {
            Evaluation evaluation = Evaluation.of(tasks.all().get(task), tasks.targets(), answers.probabilities(), known);
            thresholds[task] = task == tasks.mainIndex() ? bestThreshold : leastThreshold(evaluation, precision);
        }
        return new Rejection(thresholds, bestMinimum, outcomes(heldOut, bestThreshold, bestMinimum));
    }

    private static List<Outcome> outcomes(List<HeldOut> heldOut, float threshold, float minimum) {
        return heldOut.stream().map(held -> new Outcome(held.label(), held.familiarity().length, held.unknown(threshold, minimum), held.unknown(threshold, NO_MINIMUM))).toList();
    }

    private static float minFamiliarity(List<HeldOut> heldOut, float threshold) {
        return (float) heldOut.stream().mapToDouble(held -> held.minFamiliarity(threshold)).max().orElse(NO_MINIMUM);
    }

    private static List<Float> grid() {
        return IntStream.rangeClosed(0, MAX_THRESHOLD_PERCENT / THRESHOLD_STEP_PERCENT).mapToObj(step -> step * THRESHOLD_STEP_PERCENT / 100f).toList();
    }

    private static float leastThreshold(Evaluation evaluation, double precision) {
        return grid().stream().filter(threshold -> evaluation.at(threshold).precision() >= precision).findFirst().orElse(MAX_THRESHOLD_PERCENT / 100f);
    }

    private static boolean[] known(Combination.Answers answers, float minimum) {
        boolean[] known = new boolean[answers.rows()];
        for (int row = 0; row < known.length; row++) {
            known[row] = answers.familiarity()[row] >= minimum;
        }
        return known;
    }
}
