package dev.tractor.cli;

import java.util.List;

/// A JSON object per row, each on its own line: one array of them, or nothing between them (NDJSON).
final class JsonRows extends TextRows {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private final boolean array;
    private char before = '{';
    private boolean inRow;
    private boolean empty = true;

    private JsonRows(Destination destination, boolean array) {
        super(destination);
        this.array = array;
    }

    static RowWriter array(Destination destination) {
        return new JsonRows(destination, true);
    }

    static RowWriter lines(Destination destination) {
        return new JsonRows(destination, false);
    }

    @Override
    void header(List<Column> columns) {
        if (array) {
            text.append('[');
        }
    }

    @Override
    RowWriter text(Column column, String value) {
        if (value.isEmpty()) {
            field(column).append(NULL);
        } else {
            field(column).appendJson(value);
        }
        return this;
    }

    @Override
    RowWriter address(Column column, byte[] value) {
        field(column).append('"').appendAddress(value).append('"');
        return this;
    }

    @Override
    RowWriter number(Column column, long value) {
        field(column).append(value);
        return this;
    }

    @Override
    RowWriter decimal(Column column, double value) {
        if (Double.isFinite(value)) {
            field(column).append(value);
        } else {
            field(column).append(NULL);
        }
        return this;
    }

    @Override
    void fieldsWritten() {
        before = ',';
    }

    @Override
    RowWriter seconds(Column column, long nanos) {
        field(column).appendSeconds(nanos);
        return this;
    }

    @Override
    RowWriter beginGroup(Column group) {
        field(group);
        before = '{';
        return this;
    }

    @Override
    RowWriter endGroup() {
        close();
        before = ',';
        return this;
    }

    @Override
    void terminateRow() {
        close();
        if (!array) {
            text.append('\n');
        }
        before = '{';
        inRow = false;
        empty = false;
    }

    @Override
    void finish() {
        if (array) {
            text.append('\n').append(']').append('\n');
        }
        super.finish();
    }

    @Override
    boolean hasDetails() {
        return true;
    }

    private void beginRow() {
        inRow = true;
        if (array && !empty) {
            text.append(',');
        }
        if (array) {
            text.append('\n');
        }
    }

    private void close() {
        if (before == '{') {
            text.append('{');
        }
        text.append('}');
    }

    private TextBuffer field(Column column) {
        if (!inRow) {
            beginRow();
        }
        text.append(before).append(column.jsonKey());
        before = ',';
        return text;
    }
}
