package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureValuesTest {
    private static final FeatureProfile PROFILE = new FeatureProfile("p", "eight numbers",
            Stream.of("a", "b", "c", "d", "e", "f", "g", "h").map(name -> new Feature(name, "1", name + ".")).toList());

    @Test
    void runsThatMeetAreOneEntry() {
        FeatureValues values = fill(new FeatureValues(PROFILE));

        assertEquals(5, values.entries());
        assertEquals(FeatureValues.WHOLE, values.form(0));
        assertEquals(FeatureValues.MISSING, values.form(1));
        assertEquals(3, values.number(1));
        assertEquals(FeatureValues.ZEROS, values.form(2));
        assertEquals(2, values.number(2));
        assertArrayEquals(new double[] {7, Double.NaN, Double.NaN, Double.NaN, 0, 0, 1.5, 0.25}, array(values));
    }

    @Test
    void featuresThatAreLeftOutShortenRunsAndGoAlone() {
        FeatureValues values = fill(new FeatureValues(PROFILE, Set.of("a", "c", "g")));

        assertEquals(5, values.length());
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, 0, 0, 0.25}, array(values));
    }

    @Test
    void theNextVectorStandsAlone() {
        FeatureValues values = fill(fill(new FeatureValues(PROFILE)));

        assertArrayEquals(new double[] {7, Double.NaN, Double.NaN, Double.NaN, 0, 0, 1.5, 0.25}, array(values));
    }

    private static FeatureValues fill(FeatureValues values) {
        values.begin();
        values.addWhole(7);
        values.addMissing(2);
        values.add(Double.NaN);
        values.addZeros(1);
        values.addZeros(1);
        values.addMicros(1_500);
        values.add(0.25);
        return values;
    }

    private static double[] array(FeatureValues values) {
        double[] numbers = new double[values.length()];
        values.toArray(numbers);
        return numbers;
    }
}
