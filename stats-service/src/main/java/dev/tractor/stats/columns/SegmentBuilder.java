package dev.tractor.stats.columns;

import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.store.BinaryCopy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Collects the flows of a segment, row by row in the order of the capture, and encodes them column by column.
final class SegmentBuilder {
    /// PostgreSQL's inet has its family, prefix length, is-cidr and address length in front.
    private static final int INET_HEADER_BYTES = 4;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /// Bits of a row's number, for which an order leaves room beside the value.
    private static final int ROW_BITS = 16;
    /// So codes take at most two bytes, and what is held of a segment while it is built or read is bounded.
    static final int MAX_ROWS = 1 << ROW_BITS;

    private final Function<IpAddress, String> countries;
    private final Map<Column, long[]> numbers = new EnumMap<>(Column.class);
    private final Map<Column, Interner> values = new EnumMap<>(Column.class);
    private int rows;

    /// @param countries by address
    SegmentBuilder(Function<IpAddress, String> countries) {
        this.countries = countries;
        for (Column column : Column.READ) {
            numbers.put(column, new long[MAX_ROWS]);
            if (column.kind().isCoded()) {
                values.put(column, new Interner());
            }
        }
    }

    int rows() {
        return rows;
    }

    /// @param message of PostgreSQL's binary COPY with the columns of [Column#READ]: a header before the first row; the number of fields, and in front of each its length, -1 for NULL; -1 after the last
    void add(byte[] message) {
        ByteBuffer fields = ByteBuffer.wrap(message);
        if (BinaryCopy.hasHeader(message)) {
            fields.position(BinaryCopy.HEADER_BYTES);
        }
        if (!fields.hasRemaining() || fields.getShort() < 0) {
            return;
        }
        for (Column column : Column.READ) {
            int length = fields.getInt();
            numbers.get(column)[rows] = length < 0 ? 0 : value(column, message, fields.position(), length);
            fields.position(fields.position() + Math.max(0, length));
        }
        rows++;
    }

    private long value(Column column, byte[] message, int at, int length) {
        return switch (column.kind()) {
            case COUNTING -> (long) LONG.get(message, at) - rows;
            case NUMBER -> (long) LONG.get(message, at);
            case ADDRESS -> values.get(column).code(message, at + INET_HEADER_BYTES, length - INET_HEADER_BYTES);
            case CODED_NUMBER, FRACTION, TEXT -> values.get(column).code(message, at, length);
            case COUNTRY, ORDER -> throw new IllegalArgumentException(column.name());
        };
    }

    byte[] encode(Column column) {
        return switch (column.kind()) {
            case COUNTING, NUMBER -> Numbers.encode(numbers.get(column), rows);
            case CODED_NUMBER, FRACTION, ADDRESS, TEXT -> Coded.encode(numbers.get(column), rows, values.get(column).dictionary());
            case COUNTRY -> countries(column.source());
            case ORDER -> Numbers.encode(order(numbers.get(column.source())), rows);
        };
    }

    private byte[] countries(Column addresses) {
        Dictionary ips = values.get(addresses).dictionary();
        Interner names = new Interner();
        int[] ofAddress = new int[ips.codes()];
        for (int code = 1; code < ofAddress.length; code++) {
            ofAddress[code] = names.code(countries.apply(IpAddress.of(ips.bytes(code))).getBytes(StandardCharsets.UTF_8));
        }
        long[] codes = new long[rows];
        for (int row = 0; row < rows; row++) {
            codes[row] = ofAddress[(int) numbers.get(addresses)[row]];
        }
        return Coded.encode(codes, rows, names.dictionary());
    }

    private long[] order(long[] by) {
        long least = Arrays.stream(by, 0, rows).min().orElse(0);
        long greatest = Arrays.stream(by, 0, rows).max().orElse(0);
        long distance = greatest - least;
        if (distance < 0 || distance >= 1L << Long.SIZE - 1 - ROW_BITS) {
            return IntStream.range(0, rows).boxed().sorted(Comparator.comparingLong(row -> by[row])).mapToLong(Integer::longValue).toArray();
        }
        long[] order = new long[rows];
        for (int row = 0; row < rows; row++) {
            order[row] = by[row] - least << ROW_BITS | row;
        }
        Arrays.sort(order);
        for (int row = 0; row < rows; row++) {
            order[row] &= MAX_ROWS - 1;
        }
        return order;
    }
}
