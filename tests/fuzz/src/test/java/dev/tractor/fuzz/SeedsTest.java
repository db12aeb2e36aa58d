package dev.tractor.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every seed, each of its prefixes and every input that was a finding once: no fuzzer needed.
class SeedsTest {
    @ParameterizedTest
    @EnumSource
    void seedsAndTheirPrefixesRun(FuzzTarget target) throws Exception {
        assertFalse(target.seeds().isEmpty());
        for (byte[] seed : target.seeds()) {
            for (int length = seed.length; length >= 0; length -= 1 + length / 8) {
                target.run(Arrays.copyOf(seed, length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void findingsStayFixed(FuzzTarget target) throws Exception {
        for (byte[] finding : JazzerRun.findings(target)) {
            target.run(finding);
        }
    }
}
