package dev.tractor.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One split of a data set for cross-validation. Exact duplicates of test vectors are left out of the training rows.
///
/// @param training row numbers, ascending
/// @param test row numbers, ascending
record Fold(int[] training, int[] test) {
    static final int FOLDS = 5;

    /// Within each class of the finest task the rows, in file order, are cut into five equal blocks; fold k tests block k of every class.
    /// Neighbouring rows are near-twins, so this is the honest figure.
    static List<Fold> blocks(List<float[]> vectors, int[] targets) {
        return folds(vectors, targets, rows -> {});
    }

    /// The same cut after the rows of each class were shuffled.
    static List<Fold> shuffled(List<float[]> vectors, int[] targets, long seed) {
        Random random = new Random(seed);
        return folds(vectors, targets, rows -> Collections.shuffle(rows, random));
    }

    /// Whole files: the one with the most rows first, each goes to the fold that has the fewest rows so far.
    ///
    /// @param files number of each row's file
    static List<Fold> files(List<float[]> vectors, List<Integer> files) {
        Map<Integer, Long> rowsOf = files.stream().collect(Collectors.groupingBy(file -> file, TreeMap::new, Collectors.counting()));
        long[] rows = new long[FOLDS];
        Map<Integer, Integer> foldOf = new HashMap<>();
        rowsOf.entrySet().stream().sorted(Map.Entry.<Integer, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey())).forEach(file -> {
            int least = IntStream.range(0, FOLDS).boxed().min(Comparator.comparingLong(fold -> rows[fold])).orElseThrow();
            rows[least] += file.getValue();
            foldOf.put(file.getKey(), least);
        });
        return folds(vectors, files.stream().mapToInt(foldOf::get).toArray());
    }

    private static List<Fold> folds(List<float[]> vectors, int[] targets, Consumer<List<Integer>> order) {
        Map<Integer, List<Integer>> byClass = new TreeMap<>();
        for (int row = 0; row < targets.length; row++) {
            byClass.computeIfAbsent(targets[row], _ -> new ArrayList<>()).add(row);
        }
        int[] foldOfRow = new int[targets.length];
        for (List<Integer> rows : byClass.values()) {
            order.accept(rows);
            for (int i = 0; i < rows.size(); i++) {
                foldOfRow[rows.get(i)] = (int) ((long) i * FOLDS / rows.size());
            }
        }
        return folds(vectors, foldOfRow);
    }

    private static List<Fold> folds(List<float[]> vectors, int[] foldOfRow) {
        return IntStream.range(0, FOLDS).mapToObj(fold -> fold(vectors, foldOfRow, fold)).filter(fold -> fold.test().length > 0).toList();
    }

    private static Fold fold(List<float[]> vectors, int[] foldOfRow, int fold) {
        int[] test = IntStream.range(0, foldOfRow.length).filter(row -> foldOfRow[row] == fold).toArray();
        Set<FloatBuffer> tested = new HashSet<>();
        Arrays.stream(test).forEach(row -> tested.add(FloatBuffer.wrap(vectors.get(row))));
        int[] training = IntStream.range(0, foldOfRow.length)
                .filter(row -> foldOfRow[row] != fold && !tested.contains(FloatBuffer.wrap(vectors.get(row))))
                .toArray();
        if (training.length == 0 && test.length > 0) {
            throw new TrainingException("too few different rows: without the duplicates of a fold's test rows nothing is left to train on");
        }
        return new Fold(training, test);
    }
}
