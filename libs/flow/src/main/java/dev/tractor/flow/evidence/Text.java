package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text in UTF-8 that is put together for a statement: of ASCII no string is made.
final class Text {
    private static final int FIRST_CAPACITY = 1_024;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    /// Bytes above one for each character.
    private int extra;

    Text clear() {
        length = 0;
        extra = 0;
        return this;
    }

    int characters() {
        return length - extra;
    }

    /// Where what is appended next will stand.
    int end() {
        return length;
    }

    /// Takes back the ASCII that was appended since the end was there.
    void cut(int end) {
        length = end;
    }

    /// @param character ASCII
    Text append(char character) {
        reserve(1);
        bytes[length++] = (byte) character;
        return this;
    }

    /// @param ascii a short one
    Text ascii(String ascii) {
        int count = ascii.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) ascii.charAt(i);
        }
        length += count;
        return this;
    }

    Text ascii(byte[] ascii, int from, int count) {
        reserve(count);
        System.arraycopy(ascii, from, bytes, length, count);
        length += count;
        return this;
    }

    Text append(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ascii(utf8, 0, utf8.length);
        extra += utf8.length - text.length();
        return this;
    }

    /// In decimal.
    Text append(int number) {
        if (number < 0 || number >= 1_000) {
            return ascii(Integer.toString(number));
        }
        if (number >= 100) {
            append((char) ('0' + number / 100));
        }
        if (number >= 10) {
            append((char) ('0' + number / 10 % 10));
        }
        return append((char) ('0' + number % 10));
    }

    private void reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
    }

    /// Says it, if it is not empty; of a long one the begin.
    void say(Statements said, EvidenceKind kind) {
        if (extra == 0) {
            said.say(kind, bytes, 0, Math.min(length, Evidence.MAX_LENGTH));
        } else {
            said.say(kind, toString());
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
