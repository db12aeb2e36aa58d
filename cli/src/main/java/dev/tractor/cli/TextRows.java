package dev.tractor.cli;

/// A table as text, which goes to its [Destination] in large pieces.
abstract sealed class TextRows extends RowWriter permits CsvRows, JsonRows {
    /// Large enough that a system call is rare, small enough to stay in the processor's cache.
    private static final int FLUSH_AT = 64 << 10;

    final TextBuffer text = new TextBuffer();
    private final Destination destination;

    TextRows(Destination destination) {
        this.destination = destination;
    }

    @Override
    final void endRow() {
        terminateRow();
        if (text.length() >= FLUSH_AT) {
            flush();
        }
    }

    abstract void terminateRow();

    @Override
    void finish() {
        flush();
    }

    private void flush() {
        destination.write(text);
        text.clear();
    }
}
