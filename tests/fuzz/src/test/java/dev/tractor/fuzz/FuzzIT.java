package dev.tractor.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzzes every target for a while.
class FuzzIT {
    /// Fewer would mean that the code was not instrumented.
    private static final int LEAST_COVERAGE = 30;

    /// All, or the one that `tractor.fuzz.only` names.
    static List<FuzzTarget> targets() {
        String only = System.getProperty("tractor.fuzz.only", "");
        return only.isEmpty() ? List.of(FuzzTarget.values()) : List.of(FuzzTarget.valueOf(only));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothingIsFound(FuzzTarget target) throws Exception {
        int seconds = Integer.getInteger("tractor.fuzz.seconds", 5);

        JazzerRun run = JazzerRun.of(target, seconds);

        assertEquals(0, run.exitCode(), () -> target + ": put the input that target/fuzz/" + target + " holds into src/test/findings/" + target + "\n" + run.finding());
        assertTrue(run.coverage() >= LEAST_COVERAGE, () -> target + " has a coverage of " + run.coverage() + " only\n" + run.finding());
        System.out.println(target + ": " + run.executions() + " inputs, coverage " + run.coverage());
    }
}
