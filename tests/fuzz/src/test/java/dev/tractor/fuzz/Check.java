package dev.tractor.fuzz;

/// What a target finds wrong, thrown so that the fuzzer sees it.
final class Check extends AssertionError {
    private static final long serialVersionUID = 1L;

    private Check(String message) {
        super(message);
    }

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new Check(message);
        }
    }

    static void same(Object expected, Object actual, String message) {
        if (!expected.equals(actual)) {
            throw new Check(message + ": " + expected + " and " + actual);
        }
    }
}
