package dev.tractor.stats.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An array of JSON objects as UTF-8 bytes. Only what has a value is written.
final class JsonBytes {
    private static final int LONGEST_NUMBER = 20;
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

    /// @param name needs no escape
    private void name(String name) {
        reserve(name.length() + 4);
        if (!isFirst) {
            bytes[length++] = ',';
        }
        isFirst = false;
        bytes[length++] = '"';
        for (int i = 0; i < name.length(); i++) {
            bytes[length++] = (byte) name.charAt(i);
        }
        bytes[length++] = '"';
        bytes[length++] = ':';
    }

    void number(String name, long value) {
        name(name);
        reserve(LONGEST_NUMBER);
        digits(value, 1);
    }

    /// As Java writes it.
    void number(String name, float value) {
        name(name);
        ascii(Float.toString(value));
    }

    /// Seconds with six decimals.
    void seconds(String name, long micros) {
        name(name);
        reserve(LONGEST_NUMBER + 1);
        digits(micros, MICRO_DIGITS + 1);
        int decimals = length - MICRO_DIGITS;
        System.arraycopy(bytes, decimals, bytes, decimals + 1, MICRO_DIGITS);
        bytes[decimals] = '.';
        length++;
    }

    /// @param ascii needs no escape
    void text(String name, String ascii) {
        name(name);
        put('"');
        ascii(ascii);
        put('"');
    }

    /// @param utf8 where the text stands, from `from` to before `to`
    void text(String name, byte[] utf8, int from, int to) {
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
