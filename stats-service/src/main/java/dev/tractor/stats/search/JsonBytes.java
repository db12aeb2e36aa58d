package dev.tractor.stats.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An array of JSON objects as UTF-8 bytes. Only what has a value is written.
final class JsonBytes {
    private static final int LONGEST_NUMBER = 20;
    private static final int LONGEST_DOTTED = "255.255.255.255".length();
    private static final int LONGEST_ESCAPE = 6;
    private static final int MICRO_DIGITS = 6;
    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;
    private boolean isFirst = true;

    JsonBytes(int expectedBytes) {
        bytes = new byte[expectedBytes];
        put('[');
    }

    void beginObject() {
        if (length > 1) {
            put(',');
        }
        put('{');
        isFirst = true;
    }

    void endObject() {
        put('}');
    }

    byte[] end() {
        put(']');
        return Arrays.copyOf(bytes, length);
    }

    /// A name as it stands in front of a value, with the comma behind the value before.
    static final class Name {
        private final byte[] ascii;

        /// @param name needs no escape
        Name(String name) {
            ascii = (",\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
        }
    }

    private void name(Name name) {
        reserve(name.ascii.length);
        int from = isFirst ? 1 : 0;
        System.arraycopy(name.ascii, from, bytes, length, name.ascii.length - from);
        length += name.ascii.length - from;
        isFirst = false;
    }

    void number(Name name, long value) {
        name(name);
        reserve(LONGEST_NUMBER);
        digits(value, 1);
    }

    /// As Java writes it.
    void number(Name name, float value) {
        name(name);
        ascii(Float.toString(value));
    }

    /// Seconds with six decimals.
    void seconds(Name name, long micros) {
        name(name);
        reserve(LONGEST_NUMBER + 1);
        digits(micros, MICRO_DIGITS + 1);
        int decimals = length - MICRO_DIGITS;
        System.arraycopy(bytes, decimals, bytes, decimals + 1, MICRO_DIGITS);
        bytes[decimals] = '.';
        length++;
    }

    /// @param ascii needs no escape
    void text(Name name, String ascii) {
        name(name);
        put('"');
        ascii(ascii);
        put('"');
    }

    /// Four numbers with dots between them.
    ///
    /// @param address where the four bytes stand, from `from` on
    void dotted(Name name, byte[] address, int from) {
        name(name);
        reserve(LONGEST_DOTTED + 2);
        bytes[length++] = '"';
        for (int i = from; i < from + Integer.BYTES; i++) {
            if (i > from) {
                bytes[length++] = '.';
            }
            digits(address[i] & 0xFF, 1);
        }
        bytes[length++] = '"';
    }

    /// @param utf8 where the text stands, from `from` to before `to`
    void text(Name name, byte[] utf8, int from, int to) {
        name(name);
        reserve(LONGEST_ESCAPE * (to - from) + 2);
        bytes[length++] = '"';
        for (int i = from; i < to; i++) {
            byte next = utf8[i];
            if (next == '"' || next == '\\' || next >= 0 && next < ' ') {
                escape(next);
            } else {
                bytes[length++] = next;
            }
        }
        bytes[length++] = '"';
    }

    private void escape(byte character) {
        bytes[length++] = '\\';
        switch (character) {
            case '"', '\\' -> bytes[length++] = character;
            case '\b' -> bytes[length++] = 'b';
            case '\f' -> bytes[length++] = 'f';
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = DIGITS[character >> 4];
                bytes[length++] = DIGITS[character & 0xF];
            }
        }
    }

    private void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    /// @param least so many digits are written at least
    private void digits(long value, int least) {
        if (value < 0) {
            bytes[length++] = '-';
        }
        int count = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            count++;
        }
        count = Math.max(count, least);
        long rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = DIGITS[(int) Math.abs(rest % 10)];
            rest /= 10;
        }
        length += count;
    }

    private void put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
