package dev.tractor.cli;

import java.util.List;

/// One JSON object per line. An empty text is null.
final class JsonRows extends RowWriter {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private char before = '{';

    JsonRows(Destination destination) {
        super(destination);
    }

    @Override
    void header(List<Column> columns) {
        // each object names its own columns
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
        text.append('\n');
        before = '{';
    }

    private void close() {
        if (before == '{') {
            text.append('{');
        }
        text.append('}');
    }

    private TextBuffer field(Column column) {
        text.append(before).append(column.jsonKey());
        before = ',';
        return text;
    }
}
