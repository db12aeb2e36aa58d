package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void deviationIsThatOfExactArithmetic() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            long offset = random.nextLong(1L << random.nextInt(1, 50));
            long width = 1 + random.nextLong(1L << random.nextInt(1, 40));
            long[] values = random.longs(2 + random.nextInt(50), 0, width).map(value -> value + offset - width / 3).toArray();

            assertEquals(exact(values), ofSpread(values), 1e-12 * exact(values));
        }
    }

    @Test
    void equalValuesHaveNoDeviation() {
        assertEquals(0, ofSpread(new long[] {600_000_000_001L, 600_000_000_001L, 600_000_000_001L}));
    }

    private static double ofSpread(long[] values) {
        long[] memory = new long[Series.LENGTH];
        for (long value : values) {
            Series.add(memory, 0, value);
        }
        return Spread.deviation(memory, 0, Series.count(memory, 0), Series.sum(memory, 0));
    }

    private static double exact(long[] values) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (long value : values) {
            sum = sum.add(BigDecimal.valueOf(value));
            squares = squares.add(BigDecimal.valueOf(value).pow(2));
        }
        BigDecimal count = BigDecimal.valueOf(values.length);
        BigDecimal spread = squares.multiply(count).subtract(sum.pow(2)).divide(count.multiply(count.subtract(BigDecimal.ONE)), MathContext.DECIMAL128);
        return spread.sqrt(MathContext.DECIMAL128).doubleValue();
    }
}
