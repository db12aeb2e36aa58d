package dev.tractor.cli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text in UTF-8, put together without intermediate strings: a table of millions of rows is written through one of these.
final class TextBuffer {
    private static final long LARGEST_EXACT_INTEGER = 1L << 53;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private static final byte[] DIGIT_PAIRS = digitPairs();
    private static final long[] POWERS_OF_TEN = powersOfTen();
    private static final long PAIRS_AT_ONCE = 100_000_000;
    /// Decimals of up to fifteen digits are all different doubles, so one that reads back as the number is its shortest.
    private static final double LARGEST_EXACT_THOUSANDTHS = 1e12;

    private final StringBuilder shortest = new StringBuilder(32);
    private byte[] bytes = new byte[1024];
    private int length;

    int length() {
        return length;
    }

    void clear() {
        length = 0;
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
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    TextBuffer append(String text) {
        return append(text.getBytes(StandardCharsets.UTF_8));
    }

    TextBuffer append(long number) {
        if (number < 0) {
            if (number == Long.MIN_VALUE) {
                return append(Long.toString(number));
            }
            append('-');
            number = -number;
        }
        int digits = digits(number);
        room(digits);
        length += digits;
        putDigits(length, number);
        return this;
    }

    /// Seconds since the epoch with six decimals; what is finer is cut off.
    TextBuffer appendSeconds(long nanos) {
        long micros = Math.floorDiv(nanos, NANOS_PER_MICRO);
        if (micros < 0) {
            append('-');
            micros = -micros;
        }
        long seconds = micros / MICROS_PER_SECOND;
        return append(seconds).append('.').appendPadded((int) (micros - seconds * MICROS_PER_SECOND), 6);
    }

    private TextBuffer appendPadded(int number, int digits) {
        room(digits);
        Arrays.fill(bytes, length, length + digits, (byte) '0');
        length += digits;
        putDigits(length, number);
        return this;
    }

    /// The shortest decimal that reads back as the same number, without an exponent. Only for finite numbers.
    TextBuffer append(double number) {
        long whole = (long) number;
        if (whole == number && Math.abs(number) < LARGEST_EXACT_INTEGER) {
            return append(whole);
        }
        long thousandths = (long) (number * 1_000 + (number < 0 ? -0.5 : 0.5));
        boolean exact = thousandths / 1_000.0 == number && Math.abs(number) < LARGEST_EXACT_THOUSANDTHS;
        return exact ? appendThousandths(thousandths) : appendShortest(number);
    }

    private TextBuffer appendThousandths(long number) {
        if (number < 0) {
            append('-');
        }
        long positive = Math.abs(number);
        long whole = positive / 1_000;
        int rest = (int) (positive - whole * 1_000);
        append(whole).append('.');
        return rest % 100 == 0 ? append((char) ('0' + rest / 100)) : rest % 10 == 0 ? appendPadded(rest / 10, 2) : appendPadded(rest, 3);
    }

    /// Java writes small and large numbers with an exponent.
    private TextBuffer appendShortest(double number) {
        shortest.setLength(0);
        shortest.append(number);
        int exponentAt = shortest.indexOf("E");
        if (exponentAt < 0) {
            return append(shortest, 0, shortest.length());
        }
        int exponent = Integer.parseInt(shortest, exponentAt + 1, shortest.length(), 10);
        int first = number < 0 ? 1 : 0;
        int digits = exponentAt - first - 1;
        int point = 1 + exponent;
        shortest.setLength(exponentAt);
        shortest.deleteCharAt(first + 1);
        if (number < 0) {
            append('-');
        }
        if (point <= 0) {
            return append('0').append('.').appendZeros(-point).append(shortest, first, first + digits);
        }
        if (point >= digits) {
            return append(shortest, first, first + digits).appendZeros(point - digits);
        }
        return append(shortest, first, first + point).append('.').append(shortest, first + point, first + digits);
    }

    private TextBuffer append(StringBuilder ascii, int from, int to) {
        room(to - from);
        for (int i = from; i < to; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
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
        if (text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return append(text);
        }
        return append('"').append(text.replace("\"", "\"\"")).append('"');
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
        append((long) (address[offset] & 0xFF));
        for (int i = 1; i < 4; i++) {
            append('.').append((long) (address[offset + i] & 0xFF));
        }
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

    /// @param number not negative
    private static int digits(long number) {
        int least = (Long.SIZE - Long.numberOfLeadingZeros(number)) * 77 >>> 8;
        return least + (number >= POWERS_OF_TEN[least] ? 1 : 0);
    }

    /// Writes digits from `end` backwards, two at a time; only the rare long number costs divisions.
    ///
    /// @param number not negative
    private void putDigits(int end, long number) {
        int at = end;
        long rest = number;
        while (rest >= PAIRS_AT_ONCE) {
            long upper = rest / PAIRS_AT_ONCE;
            int lower = (int) (rest - upper * PAIRS_AT_ONCE);
            for (int i = 0; i < 4; i++) {
                lower = putPair(at, lower);
                at -= 2;
            }
            rest = upper;
        }
        int few = (int) rest;
        while (few >= 10) {
            few = putPair(at, few);
            at -= 2;
        }
        if (few > 0 || at == end) {
            bytes[at - 1] = (byte) ('0' + few);
        }
    }

    /// @param number below 2^31
    /// @return what is left of it: a hundredth
    private int putPair(int end, int number) {
        int hundredth = (int) (number * 1_374_389_535L >>> 37);
        int pair = 2 * (number - 100 * hundredth);
        bytes[end - 2] = DIGIT_PAIRS[pair];
        bytes[end - 1] = DIGIT_PAIRS[pair + 1];
        return hundredth;
    }

    private static byte[] digitPairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        powers[0] = 0;
        return powers;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
