package dev.tractor.training;

import java.util.Arrays;

/// One learner's answers for every row, out-of-fold, on both kinds of folds.
///
/// @param combination of its tasks' scores, fitted to the block folds
/// @param blocks answers on block folds
/// @param shuffled answers on shuffled folds
record Comparison(Learner learner, Tasks tasks, Combination combination, Combination.Answers blocks, Combination.Answers shuffled) {
    /// Mean of the tasks.
    double blockMacroF1() {
        return tasks.all().stream().mapToDouble(task -> evaluation(task, blocks).macroF1()).average().orElseThrow();
    }

    /// Without any rejection: every row counts as known.
    Evaluation evaluation(Tasks.Task task, Combination.Answers answers) {
        boolean[] known = new boolean[answers.rows()];
        Arrays.fill(known, true);
        return Evaluation.of(task, tasks.targets(), answers.probabilities(), known);
    }
}
