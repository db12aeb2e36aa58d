package dev.tractor.query;

/// A text that is no query; the message says what is wrong, where, and what would be right.
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    QueryException(String message, int column) {
        super(message + " (column " + column + ")");
        this.column = column;
    }

    /// Of the character at fault, from 1.
    public int column() {
        return column;
    }
}
