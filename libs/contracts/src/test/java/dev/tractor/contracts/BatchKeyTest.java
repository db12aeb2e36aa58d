package dev.tractor.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchKeyTest {
    @Test
    void aKeyIsJobAttemptAndBatch() {
        BatchKey key = new BatchKey(9_000_000_000L, 2, 0);
        assertEquals("9000000000/2/0", key.encode());
        assertEquals(key, BatchKey.decode("9000000000/2/0"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"7", "7/1", "7/1/0/", "7/1/x", "7//0", " 7/1/0", "7/1/99999999999"})
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> BatchKey.decode(text));
    }
}
