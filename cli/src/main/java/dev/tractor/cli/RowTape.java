package dev.tractor.cli;

import dev.tractor.flow.FeatureValues;
import java.util.Arrays;
import java.util.List;

/// Records the fields of some rows, to be written later by another writer, and perhaps by another thread. Used again and again.
final class RowTape extends RowWriter {
    private enum Field {
        TEXT, ADDRESS, NUMBER, DECIMAL, DECIMALS, SECONDS, BEGIN_GROUP, END_GROUP, END_ROW
    }

    private static final Field[] FIELDS = Field.values();

    private final boolean hasDetails;
    private byte[] fields = new byte[1 << 12];
    private int fieldCount;
    private Object[] objects = new Object[1 << 13];
    private int objectCount;
    private long[] numbers = new long[1 << 15];
    private int numberCount;
    private FeatureValues replayed;
    private int rows;

    /// @param hasDetails as the writer that will get the rows
    RowTape(boolean hasDetails) {
        this.hasDetails = hasDetails;
    }

    /// Rows recorded.
    int rows() {
        return rows;
    }

    /// Gives what was recorded to `target` and forgets it.
    void replay(RowWriter target) {
        int object = 0;
        int number = 0;
        for (int i = 0; i < fieldCount; i++) {
            switch (FIELDS[fields[i]]) {
                case TEXT -> target.text((Column) objects[object++], (String) objects[object++]);
                case ADDRESS -> target.address((Column) objects[object++], (byte[]) objects[object++]);
                case NUMBER -> target.number((Column) objects[object++], numbers[number++]);
                case DECIMAL -> target.decimal((Column) objects[object++], Double.longBitsToDouble(numbers[number++]));
                case SECONDS -> target.seconds((Column) objects[object++], numbers[number++]);
                case DECIMALS -> {
                    int count = (int) numbers[number++];
                    replayed.copyOf(fields, i + 1, numbers, number, count);
                    target.decimals((Column[]) objects[object++], replayed);
                    i += count;
                    number += count;
                }
                case BEGIN_GROUP -> target.beginGroup((Column) objects[object++]);
                case END_GROUP -> target.endGroup();
                case END_ROW -> target.endRow();
            }
        }
        Arrays.fill(objects, 0, objectCount, null);
        fieldCount = 0;
        objectCount = 0;
        numberCount = 0;
        rows = 0;
    }

    private RowTape record(Field field) {
        if (fieldCount == fields.length) {
            fields = Arrays.copyOf(fields, 2 * fieldCount);
        }
        fields[fieldCount++] = (byte) field.ordinal();
        return this;
    }

    private RowTape object(Object object) {
        if (objectCount == objects.length) {
            objects = Arrays.copyOf(objects, 2 * objectCount);
        }
        objects[objectCount++] = object;
        return this;
    }

    private RowTape number(long number) {
        if (numberCount == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * numberCount);
        }
        numbers[numberCount++] = number;
        return this;
    }

    @Override
    void header(List<Column> columns) {
        throw new UnsupportedOperationException("a table has one header, before its rows");
    }

    @Override
    RowWriter text(Column column, String value) {
        return record(Field.TEXT).object(column).object(value);
    }

    @Override
    RowWriter address(Column column, byte[] value) {
        return record(Field.ADDRESS).object(column).object(value);
    }

    @Override
    RowWriter number(Column column, long value) {
        return record(Field.NUMBER).object(column).number(value);
    }

    @Override
    RowWriter decimal(Column column, double value) {
        return record(Field.DECIMAL).object(column).number(Double.doubleToRawLongBits(value));
    }

    @Override
    void decimals(Column[] columns, FeatureValues values) {
        int count = values.entries();
        record(Field.DECIMALS).object(columns).number(count);
        while (fieldCount + count > fields.length) {
            fields = Arrays.copyOf(fields, 2 * fields.length);
        }
        while (numberCount + count > numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        values.copyTo(fields, fieldCount, numbers, numberCount);
        fieldCount += count;
        numberCount += count;
        if (replayed == null) {
            replayed = values.another();
        }
    }

    @Override
    RowWriter seconds(Column column, long nanos) {
        return record(Field.SECONDS).object(column).number(nanos);
    }

    @Override
    RowWriter beginGroup(Column group) {
        return record(Field.BEGIN_GROUP).object(group);
    }

    @Override
    RowWriter endGroup() {
        return record(Field.END_GROUP);
    }

    @Override
    void endRow() {
        record(Field.END_ROW);
        rows++;
    }

    @Override
    void finish() {
        throw new UnsupportedOperationException("the table is completed by its own writer");
    }

    @Override
    boolean hasDetails() {
        return hasDetails;
    }
}
