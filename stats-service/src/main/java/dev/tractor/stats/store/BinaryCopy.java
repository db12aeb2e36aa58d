package dev.tractor.stats.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// A writer of PostgreSQL's binary COPY format: big-endian, every field preceded by its length, -1 for NULL
/// (https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format").
public final class BinaryCopy {
    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final int NULL_LENGTH = -1;
    private static final int END_OF_ROWS = -1;
    static final int HEADER_BYTES = HEADER.length;
    // inet's own header: family (AF_INET or that + 1), prefix length, is-cidr, address length.
    private static final int INET_HEADER_BYTES = 4;
    private static final byte INET_FAMILY_4 = 2;
    private static final byte INET_FAMILY_6 = 3;

    // array's own header: dimensions, has-nulls, element type, length, first index
    private static final int ARRAY_HEADER_BYTES = 5 * Integer.BYTES;
    private static final int REAL_OID = 700;

    private byte[] bytes;
    private int length;

    public BinaryCopy(int expectedBytes) {
        bytes = new byte[Math.max(expectedBytes, HEADER.length)];
        raw(HEADER);
    }

    /// The statement that reads such rows.
    public static String into(String table, List<String> columns) {
        return "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT binary)";
    }

    public BinaryCopy row(int fields) {
        reserve(Short.BYTES);
        put(fields, Short.BYTES);
        return this;
    }

    public BinaryCopy bigint(long value) {
        return fixed(value, Long.BYTES);
    }

    public BinaryCopy integer(int value) {
        return fixed(value, Integer.BYTES);
    }

    BinaryCopy smallint(int value) {
        return fixed(value, Short.BYTES);
    }

    BinaryCopy real(float value) {
        return fixed(Float.floatToIntBits(value), Float.BYTES);
    }

    /// An array of one dimension, which counts from 1.
    BinaryCopy reals(List<Float> values) {
        reserve(Integer.BYTES + ARRAY_HEADER_BYTES);
        put(ARRAY_HEADER_BYTES + values.size() * (Integer.BYTES + Float.BYTES), Integer.BYTES);
        put(1, Integer.BYTES);
        put(0, Integer.BYTES);
        put(REAL_OID, Integer.BYTES);
        put(values.size(), Integer.BYTES);
        put(1, Integer.BYTES);
        values.forEach(this::real);
        return this;
    }

    BinaryCopy nul() {
        reserve(Integer.BYTES);
        put(NULL_LENGTH, Integer.BYTES);
        return this;
    }

    public BinaryCopy text(String value) {
        byte[] utf8 = Text.storable(value).getBytes(StandardCharsets.UTF_8);
        reserve(Integer.BYTES);
        put(utf8.length, Integer.BYTES);
        raw(utf8);
        return this;
    }

    public BinaryCopy bytea(byte[] value) {
        reserve(Integer.BYTES);
        put(value.length, Integer.BYTES);
        raw(value);
        return this;
    }

    BinaryCopy textOrNull(String value) {
        return value.isEmpty() ? nul() : text(value);
    }

    /// @param address 4 or 16 bytes
    BinaryCopy inet(byte[] address) {
        reserve(Integer.BYTES + INET_HEADER_BYTES);
        put(INET_HEADER_BYTES + address.length, Integer.BYTES);
        put(address.length == 4 ? INET_FAMILY_4 : INET_FAMILY_6, Byte.BYTES);
        put(address.length * Byte.SIZE, Byte.BYTES);
        put(0, Byte.BYTES);
        put(address.length, Byte.BYTES);
        raw(address);
        return this;
    }

    public BinaryCopy end() {
        return row(END_OF_ROWS);
    }

    /// @param into of [#into]
    public void send(Connection connection, String into) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(into);
        try {
            copy.writeToCopy(bytes, 0, length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private BinaryCopy fixed(long value, int width) {
        reserve(Integer.BYTES + width);
        put(width, Integer.BYTES);
        put(value, width);
        return this;
    }

    private void put(long value, int width) {
        for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    private void raw(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
