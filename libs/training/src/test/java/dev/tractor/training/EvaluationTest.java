package dev.tractor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    /// chat: 2 rows, 1 right; mail: 2 rows, both right, one of them not known.
    private static final Evaluation EVALUATION = new Evaluation(
            List.of("chat", "mail"), new int[] {0, 0, 1, 1}, new float[][] {{0.9f, 0.1f}, {0.4f, 0.6f}, {0.2f, 0.8f}, {0.3f, 0.7f}}, new boolean[] {true, true, false, true});

    @Test
    void figuresAreThoseOfTheDefinitions() {
        assertEquals(0.75, EVALUATION.accuracy());
        assertEquals((2.0 / 3 + 0.8) / 2, EVALUATION.macroF1(), 1e-12);
        assertArrayEquals(new int[][] {{1, 1}, {0, 2}}, EVALUATION.confusion());
        assertEquals(new Evaluation.ClassFigures("chat", 2, 1.0, 0.5, 2.0 / 3), EVALUATION.figures().getFirst());
        assertEquals(new Evaluation.Operating(0.65f, 0.5, 1), EVALUATION.at(0.65f));
        assertEquals(0.5, EVALUATION.majorityGuess().accuracy());
        assertEquals((2.0 / 3) / 2, EVALUATION.majorityGuess().macroF1(), 1e-12);
    }

    @Test
    void theCalibrationErrorIsTheMeanDifferenceOfProbabilityAndRightness() {
        // Bins: 0.9 right, 0.6 wrong, 0.8 right, 0.7 right.
        assertEquals((0.1 + 0.6 + 0.2 + 0.3) / 4, EVALUATION.calibrationError(), 1e-6);
        assertEquals(new Evaluation.Bin(0.6, 1, 0.6f, 0), EVALUATION.calibration().get(6));
    }

    @Test
    void theCombinationUndoesOverconfidence() {
        Random random = new Random(1);
        int rows = 4_000;
        float[][][] scores = new float[1][rows][];
        int[] targets = new int[rows];
        for (int row = 0; row < rows; row++) {
            double logOdds = random.nextGaussian() * 2;
            targets[row] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
            scores[0][row] = new float[] {0, (float) (logOdds * 3)};
        }

        Combination combination = Combination.fit(scores, targets, List.of(new int[] {0, 1}));

        assertEquals(1.0 / 3, combination.weights()[0], 0.03);
    }

    @Test
    void aClassHasItsOwnScoreAndThatOfItsGroup() {
        Combination combination = new Combination(new float[] {1, 0.5f}, List.of(new int[] {0, 1, 2}, new int[] {0, 1, 1}));

        Combination.Answers answers = combination.answers(new float[][][] {{{1, 2, 3}}, {{4, -2}}});

        double[] sums = {Math.exp(3), Math.exp(1), Math.exp(2)};
        double total = sums[0] + sums[1] + sums[2];
        assertArrayEquals(new float[] {(float) (sums[0] / total), (float) (sums[1] / total), (float) (sums[2] / total)}, answers.probabilities()[0], 1e-6f);
        assertEquals(Math.log(total / 3), answers.familiarity()[0], 1e-6);
        assertTrue(combination.over(List.of(new int[] {0, 1}, new int[] {0, 0})).answers(new float[][][] {{{0, 0}}, {{0}}}).familiarity()[0] == 0);
    }
}
