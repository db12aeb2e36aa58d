package dev.tractor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldTest {
    @Test
    void blockFoldsCutEachClassInFileOrderAndKeepDuplicatesOutOfTraining() {
        List<float[]> vectors = new ArrayList<>();
        IntStream.range(0, 10).forEach(i -> vectors.add(new float[] {i, 0}));
        IntStream.range(0, 5).forEach(i -> vectors.add(new float[] {0, i}));
        int[] targets = IntStream.range(0, 15).map(row -> row < 10 ? 0 : 1).toArray();

        List<Fold> folds = Fold.blocks(vectors, targets);

        assertEquals(5, folds.size());
        assertArrayEquals(new int[] {0, 1, 10}, folds.get(0).test());
        assertArrayEquals(new int[] {8, 9, 14}, folds.get(4).test());
        // Rows 0 and 10 are both the vector (0, 0); as fold 0 tests it, no other fold's row of it trains.
        assertArrayEquals(new int[] {2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14}, folds.get(0).training());
        vectors.set(9, new float[] {0, 0});
        assertArrayEquals(new int[] {2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14}, Fold.blocks(vectors, targets).get(0).training());
    }

    @Test
    void foldsByFileNeverCutAFile() {
        List<float[]> vectors = IntStream.range(0, 12).mapToObj(i -> new float[] {i}).toList();
        List<Integer> files = List.of(0, 0, 0, 1, 2, 2, 3, 4, 5, 5, 6, 6);

        List<Fold> folds = Fold.files(vectors, files);

        assertArrayEquals(new int[] {0, 1, 2}, folds.get(0).test());
        assertArrayEquals(new int[] {4, 5, 7}, folds.get(1).test());
        assertArrayEquals(new int[] {3, 6}, folds.get(4).test());
        assertArrayEquals(IntStream.range(3, 12).toArray(), folds.get(0).training());
    }

    @Test
    void shuffledFoldsTestEveryRowOnceAndDependOnTheSeedAlone() {
        List<float[]> vectors = IntStream.range(0, 100).mapToObj(i -> new float[] {i}).toList();
        int[] targets = IntStream.range(0, 100).map(row -> row % 2).toArray();

        List<Fold> folds = Fold.shuffled(vectors, targets, 3);

        assertArrayEquals(IntStream.range(0, 100).toArray(), folds.stream().flatMapToInt(fold -> IntStream.of(fold.test())).sorted().toArray());
        assertArrayEquals(folds.get(2).test(), Fold.shuffled(vectors, targets, 3).get(2).test());
        assertEquals(10, IntStream.of(folds.get(2).test()).filter(row -> row % 2 == 0).count());
    }
}
