package dev.tractor.stats.columns;

import dev.tractor.query.Comparison;
import dev.tractor.query.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// The whole numbers that a test asks for; none when it begins behind its end.
///
/// @param from the first one
/// @param to the last one
record WholeRange(long from, long to) {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE + 1);
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE - 1);

    /// @param comparison any but [Comparison#NOT_EQUAL]
    static WholeRange of(Comparison comparison, Value value) {
        return switch (value) {
            case Value.Present() -> new WholeRange(Long.MIN_VALUE, Long.MAX_VALUE);
            case Value.Range(BigDecimal from, BigDecimal to) -> new WholeRange(rounded(from, RoundingMode.CEILING), rounded(to, RoundingMode.FLOOR));
            case Value.Number(BigDecimal number) -> switch (comparison) {
                case EQUAL, NOT_EQUAL -> new WholeRange(rounded(number, RoundingMode.CEILING), rounded(number, RoundingMode.FLOOR));
                case AT_LEAST -> new WholeRange(rounded(number, RoundingMode.CEILING), Long.MAX_VALUE);
                case GREATER -> new WholeRange(rounded(number, RoundingMode.FLOOR) + 1, Long.MAX_VALUE);
                case AT_MOST -> new WholeRange(Long.MIN_VALUE, rounded(number, RoundingMode.FLOOR));
                case LESS -> new WholeRange(Long.MIN_VALUE, rounded(number, RoundingMode.CEILING) - 1);
            };
            case Value.Text _, Value.Name _, Value.Network _ -> throw new IllegalArgumentException("no number: " + value);
        };
    }

    private static long rounded(BigDecimal number, RoundingMode rounding) {
        return number.setScale(0, rounding).max(LEAST).min(GREATEST).longValue();
    }

    boolean contains(long number) {
        return number >= from && number <= to;
    }
}
