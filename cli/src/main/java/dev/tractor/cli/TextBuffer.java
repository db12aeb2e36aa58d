package dev.tractor.cli;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text in UTF-8, put together without intermediate strings: a table of millions of rows is written through one of these.
final class TextBuffer {
    private static final long LARGEST_EXACT_INTEGER = 1L << 53;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes = new byte[128];
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
        putDigits(length, digits, number);
        return this;
    }

    /// Seconds since the epoch with six decimals; what is finer is cut off.
    TextBuffer appendSeconds(long nanos) {
        long micros = Math.floorDiv(nanos, NANOS_PER_MICRO);
        if (micros < 0) {
            append('-');
            micros = -micros;
        }
        append(micros / MICROS_PER_SECOND).append('.');
        room(6);
        length += 6;
        putDigits(length, 6, micros % MICROS_PER_SECOND);
        return this;
    }

    /// The shortest decimal that reads back as the same number, without an exponent. Only for finite numbers.
    TextBuffer append(double number) {
        if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT_INTEGER) {
            return append((long) number);
        }
        String text = Double.toString(number);
        return append(text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString());
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

    private static int digits(long number) {
        int digits = 1;
        for (long bound = 10; digits < 19 && number >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }

    private void putDigits(int end, int digits, long number) {
        for (int i = end - 1; i >= end - digits; i--) {
            bytes[i] = (byte) ('0' + number % 10);
            number /= 10;
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
