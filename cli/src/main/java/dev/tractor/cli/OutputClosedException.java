package dev.tractor.cli;

/// Whoever read our standard output has gone (`tractor flows … | head`): nothing is wrong and nothing is left to do.
final class OutputClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputClosedException(Throwable cause) {
        super(cause);
    }
}
