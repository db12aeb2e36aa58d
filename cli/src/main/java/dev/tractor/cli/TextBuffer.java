package dev.tractor.cli;

import dev.tractor.flow.FeatureValues;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text in UTF-8, put together without intermediate strings: a table of millions of rows is written through one of these.
final class TextBuffer {
    private static final long LARGEST_EXACT_INTEGER = 1L << 53;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private static final char FIRST_NOT_ASCII = 0x80;
    /// Of a field with its comma, but for decimals of extreme magnitudes.
    private static final int FIELD_ROOM = 4 + Digits.ROOM;
    private static final int MAX_IPV4 = 15;
    private static final int RUN_FIELDS = 64;
    private static final byte[] EMPTY_FIELDS = ",".repeat(RUN_FIELDS).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZERO_FIELDS = ",0".repeat(RUN_FIELDS).getBytes(StandardCharsets.US_ASCII);
    /// Between these Java writes a number without an exponent.
    private static final double LEAST_WITHOUT_EXPONENT = 1e-3;
    private static final double LEAST_WITH_EXPONENT = 1e7;

    private final ShortestDecimal usual = new ShortestDecimal();
    private final StringBuilder shortest = new StringBuilder(32);
    private final char[] characters = new char[32];
    private byte[] bytes = new byte[1024];
    private int length;

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /// Removes the first bytes.
    void drop(int count) {
        length -= count;
        System.arraycopy(bytes, count, bytes, 0, length);
    }

    /// The text is the first [#length()] of them; void at the next append.
    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    TextBuffer append(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    TextBuffer append(byte[] text) {
        return append(text, 0, text.length);
    }

    TextBuffer append(byte[] text, int from, int to) {
        room(to - from);
        System.arraycopy(text, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    TextBuffer append(String text) {
        return append(text.getBytes(StandardCharsets.UTF_8));
    }

    TextBuffer append(long number) {
        room(Digits.ROOM);
        length = Digits.put(bytes, length, number);
        return this;
    }

    /// Seconds since the epoch with six decimals; what is finer is cut off.
    TextBuffer appendSeconds(long nanos) {
        room(Digits.ROOM);
        length = Digits.putSeconds(bytes, length, nanos);
        return this;
    }

    /// A number as a CSV field behind a comma.
    void appendCsv(long number) {
        room(FIELD_ROOM);
        byte[] out = bytes;
        int at = length;
        out[at] = ',';
        length = Digits.put(out, at + 1, number);
    }

    /// Numbers as CSV fields, each behind a comma; one that is missing or not finite is empty.
    void appendCsv(FeatureValues values) {
        room(values.length() * FIELD_ROOM);
        // Locals: the first compiler keeps those in registers, but not fields.
        byte[] out = bytes;
        int at = length;
        int entries = values.entries();
        for (int i = 0; i < entries; i++) {
            byte form = values.form(i);
            long number = values.number(i);
            if (form == FeatureValues.MISSING) {
                at = putRun(out, at, EMPTY_FIELDS, (int) number);
            } else if (form == FeatureValues.ZEROS) {
                at = putRun(out, at, ZERO_FIELDS, (int) number);
            } else if (form == FeatureValues.WHOLE) {
                out[at] = ',';
                at = Digits.put(out, at + 1, number);
            } else if (form == FeatureValues.THOUSANDTHS && Math.abs(number) < Digits.END_OF_THOUSANDTHS) {
                out[at] = ',';
                at = Digits.putThousandths(out, at + 1, number);
            } else {
                out[at] = ',';
                length = at + 1;
                appendFinite(values.decimal(i)).room((values.length() - i) * FIELD_ROOM);
                out = bytes;
                at = length;
            }
        }
        length = at;
    }

    private static int putRun(byte[] out, int at, byte[] fields, int count) {
        int end = at + count * (fields.length / RUN_FIELDS);
        for (int place = at; place < end; place += fields.length) {
            System.arraycopy(fields, 0, out, place, Math.min(fields.length, end - place));
        }
        return end;
    }

    private TextBuffer appendFinite(double number) {
        return Double.isFinite(number) ? append(number) : this;
    }

    /// The shortest decimal that reads back as the same number, without an exponent. Only for finite numbers.
    TextBuffer append(double number) {
        long whole = (long) number;
        if (whole == number && Math.abs(number) < LARGEST_EXACT_INTEGER) {
            return append(whole);
        }
        long thousandths = (long) (number * 1_000 + (number < 0 ? -0.5 : 0.5));
        if (thousandths / 1_000.0 == number && Math.abs(thousandths) < Digits.END_OF_THOUSANDTHS) {
            room(Digits.ROOM);
            length = Digits.putThousandths(bytes, length, thousandths);
            return this;
        }
        double amount = Math.abs(number);
        return amount >= ShortestDecimal.LEAST && amount < ShortestDecimal.END && usual.find(amount) ? appendUsual(number < 0) : appendShortest(number);
    }

    private TextBuffer appendUsual(boolean negative) {
        if (negative) {
            append('-');
        }
        append(usual.whole()).append('.').room(ShortestDecimal.DIGITS + 2);
        int count = usual.fractionDigits();
        int at = length;
        for (; count > ShortestDecimal.DIGITS; count--) {
            bytes[at++] = '0';
        }
        length = Digits.withoutZeros(bytes, Digits.putPadded(bytes, at, usual.fraction(), count));
        return this;
    }

    /// Java writes small and large numbers with an exponent.
    private TextBuffer appendShortest(double number) {
        shortest.setLength(0);
        int count = shortest.append(number).length();
        shortest.getChars(0, count, characters, 0);
        double amount = Math.abs(number);
        if (amount >= LEAST_WITHOUT_EXPONENT && amount < LEAST_WITH_EXPONENT) {
            return append(characters, 0, count);
        }
        int exponentAt = shortest.lastIndexOf("E");
        int exponent = Integer.parseInt(shortest, exponentAt + 1, count, 10);
        int first = number < 0 ? 1 : 0;
        int point = first + 1;
        // The digits without their point
        System.arraycopy(characters, point + 1, characters, point, exponentAt - point - 1);
        int end = exponentAt - 1;
        point += exponent;
        if (number < 0) {
            append('-');
        }
        if (point <= first) {
            return append('0').append('.').appendZeros(first - point).append(characters, first, end);
        }
        if (point >= end) {
            return append(characters, first, end).appendZeros(point - end);
        }
        return append(characters, first, point).append('.').append(characters, point, end);
    }

    private TextBuffer append(char[] ascii, int from, int to) {
        room(to - from);
        byte[] out = bytes;
        int at = length;
        for (int i = from; i < to; i++) {
            out[at++] = (byte) ascii[i];
        }
        length = at;
        return this;
    }

    private TextBuffer appendZeros(int count) {
        for (int i = 0; i < count; i++) {
            append('0');
        }
        return this;
    }

    /// Dotted IPv4, or IPv6 as RFC 5952 writes it.
    ///
    /// @param address 4 or 16 bytes
    TextBuffer appendAddress(byte[] address) {
        return address.length == 4 ? appendIpv4(address, 0) : appendIpv6(address);
    }

    /// As a CSV field: quoted only where RFC 4180 asks for it. Other control characters than line ends stay as they are.
    TextBuffer appendCsv(String text) {
        int count = text.length();
        room(count);
        byte[] out = bytes;
        int at = length;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= FIRST_NOT_ASCII || c == ',' || c == '"' || c == '\n' || c == '\r') {
                return needsQuotes(text) ? append('"').append(text.replace("\"", "\"\"")).append('"') : append(text);
            }
            out[at + i] = (byte) c;
        }
        length = at + count;
        return this;
    }

    private static boolean needsQuotes(String text) {
        return text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    /// As a JSON string (RFC 8259) with its quotes.
    TextBuffer appendJson(String text) {
        append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                append(text.substring(from, i));
                appendEscaped(c);
                from = i + 1;
            }
        }
        return append(from == 0 ? text : text.substring(from)).append('"');
    }

    private void appendEscaped(char c) {
        append('\\');
        switch (c) {
            case '"', '\\' -> append(c);
            case '\n' -> append('n');
            case '\r' -> append('r');
            case '\t' -> append('t');
            default -> append('u').append('0').append('0').appendHexDigit(c >> 4).appendHexDigit(c & 0xF);
        }
    }

    private TextBuffer appendIpv4(byte[] address, int offset) {
        room(MAX_IPV4 + Digits.FEW_ROOM);
        byte[] out = bytes;
        int at = Digits.putFew(out, length, address[offset] & 0xFF);
        for (int i = offset + 1; i < offset + 4; i++) {
            out[at] = '.';
            at = Digits.putFew(out, at + 1, address[i] & 0xFF);
        }
        length = at;
        return this;
    }

    private TextBuffer appendIpv6(byte[] address) {
        int zerosAt = -1;
        int zeros = 1;
        for (int i = 0; i < 8; i++) {
            int run = zeroGroups(address, i);
            if (run > zeros) {
                zerosAt = i;
                zeros = run;
            }
        }
        if (zerosAt == 0 && zeros == 5 && group(address, 5) == 0xFFFF) {
            return append("::ffff:").appendIpv4(address, 12);
        }
        for (int i = 0; i < 8; ) {
            if (i == zerosAt) {
                append(':').append(':');
                i += zeros;
                continue;
            }
            if (i > 0 && i != zerosAt + zeros) {
                append(':');
            }
            appendHex(group(address, i));
            i++;
        }
        return this;
    }

    private static int group(byte[] address, int index) {
        return (address[2 * index] & 0xFF) << 8 | address[2 * index + 1] & 0xFF;
    }

    private static int zeroGroups(byte[] address, int from) {
        int i = from;
        while (i < 8 && group(address, i) == 0) {
            i++;
        }
        return i - from;
    }

    private void appendHex(int group) {
        boolean significant = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = group >> shift & 0xF;
            significant |= digit != 0 || shift == 0;
            if (significant) {
                appendHexDigit(digit);
            }
        }
    }

    private TextBuffer appendHexDigit(int digit) {
        room(1);
        bytes[length++] = HEX[digit];
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
