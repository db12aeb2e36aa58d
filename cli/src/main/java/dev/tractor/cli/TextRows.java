package dev.tractor.cli;

import dev.tractor.flow.FeatureValues;

/// A table as text, which goes to its [Destination] in large pieces.
abstract sealed class TextRows extends RowWriter permits CsvRows, JsonRows {
    /// Large enough that a system call is rare, small enough to stay in the processor's cache, and whole pages: one that is written in two pieces costs twice.
    private static final int PIECE_BYTES = 128 << 10;

    final TextBuffer text = new TextBuffer();
    private final RepeatedText repeated = new RepeatedText();
    private final Destination destination;

    TextRows(Destination destination) {
        this.destination = destination;
    }

    @Override
    final void decimals(Column[] columns, FeatureValues values, long shape) {
        int start = text.length();
        decimals(columns, values);
        repeated.keep(shape, text, start);
    }

    @Override
    final boolean repeat(long shape) {
        boolean known = repeated.append(shape, text);
        if (known) {
            fieldsWritten();
        }
        return known;
    }

    /// Fields were appended as text: the row has begun, and further ones follow them.
    abstract void fieldsWritten();

    @Override
    final void endRow() {
        terminateRow();
        int whole = text.length() - text.length() % PIECE_BYTES;
        if (whole > 0) {
            destination.write(text.bytes(), whole);
            text.drop(whole);
        }
    }

    abstract void terminateRow();

    @Override
    void finish() {
        destination.write(text);
        text.clear();
    }
}
