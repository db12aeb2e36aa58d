package dev.tractor.cli;

import java.util.List;

/// Writes the rows of a table, field by field in the order of the columns. The text goes to a [Destination] in large pieces.
abstract sealed class RowWriter permits CsvRows, JsonRows, RowTape {
    /// Large enough that a system call is rare, small enough to stay in the processor's cache.
    private static final int FLUSH_AT = 64 << 10;

    final TextBuffer text = new TextBuffer();
    private final Destination destination;

    RowWriter(Destination destination) {
        this.destination = destination;
    }

    /// Names the columns; before the first row.
    abstract void header(List<Column> columns);

    abstract RowWriter text(Column column, String value);

    abstract RowWriter address(Column column, byte[] value);

    abstract RowWriter number(Column column, long value);

    /// NaN is a missing number: an empty CSV field, null in JSON.
    abstract RowWriter decimal(Column column, double value);

    /// As [#decimal] for each of `columns`: the number at the index of the same place.
    void decimals(Column[] columns, double[] values, int[] indexes) {
        for (int i = 0; i < columns.length; i++) {
            decimal(columns[i], values[indexes[i]]);
        }
    }

    abstract RowWriter seconds(Column column, long nanos);

    /// Fields until [#endGroup()] belong together: an object in JSON, just more columns in CSV.
    abstract RowWriter beginGroup(Column group);

    abstract RowWriter endGroup();

    final void endRow() {
        terminateRow();
        if (text.length() >= FLUSH_AT) {
            flush();
        }
    }

    abstract void terminateRow();

    final void flush() {
        destination.write(text);
        text.clear();
    }
}
