package dev.tractor.cli;

import dev.tractor.flow.FeatureValues;
import java.util.List;

/// Comma-separated values (RFC 4180), but with the line ends of Unix.
final class CsvRows extends TextRows {
    private boolean rowBegun;

    private CsvRows(Destination destination) {
        super(destination);
    }

    static RowWriter to(Destination destination) {
        return new CsvRows(destination);
    }

    @Override
    void header(List<Column> columns) {
        columns.forEach(column -> text(column, column.name()));
        endRow();
    }

    @Override
    RowWriter text(Column column, String value) {
        field().appendCsv(value);
        return this;
    }

    @Override
    RowWriter address(Column column, byte[] value) {
        field().appendAddress(value);
        return this;
    }

    @Override
    RowWriter number(Column column, long value) {
        if (rowBegun) {
            text.appendCsv(value);
        } else {
            field().append(value);
        }
        return this;
    }

    @Override
    RowWriter decimal(Column column, double value) {
        TextBuffer field = field();
        if (Double.isFinite(value)) {
            field.append(value);
        }
        return this;
    }

    @Override
    void decimals(Column[] columns, FeatureValues values) {
        if (rowBegun) {
            text.appendCsv(values);
        } else {
            super.decimals(columns, values);
        }
    }

    @Override
    void fieldsWritten() {
        rowBegun = true;
    }

    @Override
    RowWriter seconds(Column column, long nanos) {
        field().appendSeconds(nanos);
        return this;
    }

    @Override
    RowWriter beginGroup(Column group) {
        return this;
    }

    @Override
    RowWriter endGroup() {
        return this;
    }

    @Override
    boolean hasDetails() {
        return false;
    }

    @Override
    void terminateRow() {
        text.append('\n');
        rowBegun = false;
    }

    private TextBuffer field() {
        if (rowBegun) {
            text.append(',');
        }
        rowBegun = true;
        return text;
    }
}
