package dev.tractor.cli;

import dev.tractor.flow.FeatureValues;
import java.util.List;

/// Writes the rows of a table to a [Destination], field by field in the order of the columns.
abstract sealed class RowWriter permits TextRows, ParquetRows {
    private double[] vector = new double[0];

    /// Names the columns; before the first row.
    abstract void header(List<Column> columns);

    /// An empty text is a missing one: null in JSON and Parquet.
    abstract RowWriter text(Column column, String value);

    abstract RowWriter address(Column column, byte[] value);

    abstract RowWriter number(Column column, long value);

    /// NaN is a missing number: an empty CSV field, null in JSON and Parquet.
    abstract RowWriter decimal(Column column, double value);

    /// As [#decimal] for the numbers of a vector, or of a part of it.
    ///
    /// @param columns of a whole vector
    void decimals(Column[] columns, FeatureValues values) {
        if (vector.length != columns.length) {
            vector = new double[columns.length];
        }
        int count = values.toArray(vector);
        for (int i = 0; i < count; i++) {
            decimal(columns[values.first() + i], vector[i]);
        }
    }

    /// As [#decimals(Column[], FeatureValues)], of the features of a flow's [dev.tractor.flow.FlowView#shape].
    void decimals(Column[] columns, FeatureValues values, long shape) {
        decimals(columns, values);
    }

    /// Writes the features of that shape once more.
    ///
    /// @return false when they are not remembered, and have to be written
    boolean repeat(long shape) {
        return false;
    }

    abstract RowWriter seconds(Column column, long nanos);

    /// Fields until [#endGroup()] belong together: an object in JSON, just more columns elsewhere.
    abstract RowWriter beginGroup(Column group);

    abstract RowWriter endGroup();

    abstract void endRow();

    /// Writes what is held and completes the table.
    abstract void finish();

    /// Whether rows have the columns that only programs read: not the CSV, which people look at.
    abstract boolean hasDetails();
}
