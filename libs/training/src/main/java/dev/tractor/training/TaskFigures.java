package dev.tractor.training;

import java.util.List;
import java.util.stream.IntStream;

/// How well one task was answered on one set of rows.
///
/// @param accuracy share of rows whose best class is right, whatever its probability
/// @param macroF1 mean of the classes' F1
/// @param majorityAccuracy share that always naming the most frequent class gets right: the floor
/// @param majorityMacroF1 its macro F1
/// @param calibrationError expected difference between probability and share of right answers, ten bins
/// @param threshold of the model
/// @param coverage share of rows that get a class: known and at the threshold
/// @param precision share of these that are right
/// @param classes figures of each class
/// @param confusion a row per actual class, a column per predicted class, in the order of `classes`
/// @param calibration the ten bins
/// @param curve coverage and precision by threshold
public record TaskFigures(
        double accuracy, double macroF1, double majorityAccuracy, double majorityMacroF1, double calibrationError, float threshold, double coverage, double precision,
        List<Evaluation.ClassFigures> classes, int[][] confusion, List<Evaluation.Bin> calibration, List<Evaluation.Operating> curve) {
    private static final int CURVE_STEPS = 20;

    static TaskFigures of(Evaluation evaluation, float threshold) {
        Evaluation floor = evaluation.majorityGuess();
        Evaluation.Operating operating = evaluation.at(threshold);
        return new TaskFigures(
                evaluation.accuracy(), evaluation.macroF1(), floor.accuracy(), floor.macroF1(), evaluation.calibrationError(), threshold, operating.coverage(), operating.precision(),
                evaluation.figures(), evaluation.confusion(), evaluation.calibration(),
                IntStream.range(0, CURVE_STEPS).mapToObj(step -> evaluation.at((float) step / CURVE_STEPS)).toList());
    }
}
