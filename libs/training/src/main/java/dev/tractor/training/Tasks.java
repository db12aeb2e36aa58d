package dev.tractor.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What is learnt from a data set.
///
/// @param all the tasks, the finest first
/// @param mainIndex which of them gives the traffic class
/// @param targets class of the finest task for each row of the data
record Tasks(List<Task> all, int mainIndex, int[] targets) {
    /// @param name `class7`
    /// @param labels its classes in the order of their probabilities
    /// @param groups class of this task for each class of the finest task
    record Task(String name, List<String> labels, int[] groups) {
        int[] targets(int[] finest) {
            return Arrays.stream(finest).map(target -> groups[target]).toArray();
        }

        /// Sums the finest classes' probabilities; a row per row.
        float[][] probabilities(float[][] finest) {
            float[][] sums = new float[finest.length][labels.size()];
            for (int row = 0; row < finest.length; row++) {
                for (int label = 0; label < groups.length; label++) {
                    sums[row][groups[label]] += finest[row][label];
                }
            }
            return sums;
        }
    }

    /// The rows and classes that are left when a class of the main task is held out, renumbered.
    Tasks without(int mainLabel) {
        int[] left = IntStream.range(0, classes()).filter(label -> main().groups()[label] != mainLabel).toArray();
        List<Task> fewer = all.stream().map(task -> {
            int[] groups = Arrays.stream(left).map(label -> task.groups()[label]).toArray();
            int[] used = Arrays.stream(groups).sorted().distinct().toArray();
            return new Task(task.name(), Arrays.stream(used).mapToObj(task.labels()::get).toList(), Arrays.stream(groups).map(group -> Arrays.binarySearch(used, group)).toArray());
        }).toList();
        int[] rows = Arrays.stream(targets).filter(target -> main().groups()[target] != mainLabel).map(target -> Arrays.binarySearch(left, target)).toArray();
        return new Tasks(fewer, mainIndex, rows);
    }

    Task finest() {
        return all.getFirst();
    }

    Task main() {
        return all.get(mainIndex);
    }

    /// For each task, its class by class of the finest.
    List<int[]> groups() {
        return all.stream().map(Task::groups).toList();
    }

    int classes() {
        return finest().labels().size();
    }
}
