package dev.tractor.flow.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.IntPredicate;

/// Digests of what a TLS implementation puts into its hello, by which it is known again.
///
/// JA3 and JA3S: <https://github.com/salesforce/ja3>. JA4: <https://github.com/FoxIO-LLC/ja4/blob/main/technical_details/JA4.md>; the other members of
/// that family are under another licence and not here.
final class Fingerprints {
    private static final HexFormat HEX = HexFormat.of();
    /// A look-up of each costs as much as its work on one hello.
    private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(() -> engine("MD5"));
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(() -> engine("SHA-256"));
    private static final int JA4_DIGITS = 12;
    private static final String JA4_NOTHING = "0".repeat(JA4_DIGITS);
    private static final int MAX_COUNT = 99;
    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;

    private Fingerprints() {}

    /// RFC 8701: numbers that a client sends to keep servers tolerant, `0x?a?a`.
    static boolean isGrease(int number) {
        return (number & 0x0F0F) == 0x0A0A && number >> 8 == (number & 0xFF);
    }

    /// MD5 over `version,ciphers,extensions,groups,point formats`, decimal, without GREASE.
    static String ja3(ClientHello hello) {
        StringBuilder text = new StringBuilder(256).append(hello.version()).append(',');
        append(text, hello.ciphers()).append(',');
        append(text, hello.extensions()).append(',');
        append(text, hello.groups()).append(',');
        append(text, hello.pointFormats());
        return HEX.formatHex(digest(MD5.get(), text));
    }

    /// MD5 over `version,cipher,extensions`, decimal.
    ///
    /// @param extensions as [#append] lists them
    static String ja3s(int version, int cipher, CharSequence extensions) {
        return HEX.formatHex(digest(MD5.get(), new StringBuilder(64).append(version).append(',').append(cipher).append(',').append(extensions)));
    }

    private static StringBuilder append(StringBuilder text, int[] numbers) {
        StringBuilder list = new StringBuilder(4 * numbers.length);
        for (int number : numbers) {
            append(list, number);
        }
        return text.append(list);
    }

    /// Appends a number to a list, unless it is GREASE.
    static void append(StringBuilder list, int number) {
        if (!isGrease(number)) {
            if (!list.isEmpty()) {
                list.append('-');
            }
            list.append(number);
        }
    }

    /// @param transport `t`, `d` or `q`
    static String ja4(ClientHello hello, char transport) {
        int[] ciphers = withoutGrease(hello.ciphers());
        int[] extensions = withoutGrease(hello.extensions());
        StringBuilder text = new StringBuilder(40).append(transport).append(version(hello.highestVersion()));
        Arrays.sort(ciphers);
        Arrays.sort(extensions);
        text.append(Arrays.binarySearch(extensions, SERVER_NAME) >= 0 ? 'd' : 'i');
        count(text, ciphers.length);
        count(text, extensions.length);
        alpn(text, hello.firstAlpn());
        StringBuilder list = new StringBuilder(5 * (ciphers.length + extensions.length));
        text.append('_').append(truncated(hexadecimal(list, ciphers)));
        list.setLength(0);
        hexadecimal(list, without(extensions, type -> type == SERVER_NAME || type == ALPN));
        int[] algorithms = withoutGrease(hello.signatureAlgorithms());
        if (algorithms.length > 0) {
            hexadecimal(list.append('_'), algorithms);
        }
        return text.append('_').append(truncated(list)).toString();
    }

    private static int[] withoutGrease(int[] numbers) {
        return without(numbers, Fingerprints::isGrease);
    }

    private static int[] without(int[] numbers, IntPredicate unwanted) {
        int[] kept = new int[numbers.length];
        int count = 0;
        for (int number : numbers) {
            if (!unwanted.test(number)) {
                kept[count++] = number;
            }
        }
        return count == kept.length ? kept : Arrays.copyOf(kept, count);
    }

    private static String version(int version) {
        return switch (version) {
            case 0x0304 -> "13";
            case 0x0303 -> "12";
            case 0x0302 -> "11";
            case 0x0301 -> "10";
            case 0x0300 -> "s3";
            case 0x0002 -> "s2";
            case 0xFEFF -> "d1";
            case 0xFEFD -> "d2";
            case 0xFEFC -> "d3";
            default -> "00";
        };
    }

    private static void count(StringBuilder text, int number) {
        int shown = Math.min(number, MAX_COUNT);
        text.append((char) ('0' + shown / 10)).append((char) ('0' + shown % 10));
    }

    /// The first and the last character of the first ALPN value, or of its hexadecimal form where one of them is no letter or digit.
    private static void alpn(StringBuilder text, byte[] value) {
        if (value.length == 0) {
            text.append("00");
            return;
        }
        int first = value[0];
        int last = value[value.length - 1];
        if (isAlphanumeric(first) && isAlphanumeric(last)) {
            text.append((char) first).append((char) last);
        } else {
            text.append(HEX.toHighHexDigit(first)).append(HEX.toLowHexDigit(last));
        }
    }

    private static boolean isAlphanumeric(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static StringBuilder hexadecimal(StringBuilder text, int[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            for (int shift = 12; shift >= 0; shift -= 4) {
                text.append(HEX.toLowHexDigit(numbers[i] >> shift));
            }
        }
        return text;
    }

    private static String truncated(StringBuilder text) {
        return text.isEmpty() ? JA4_NOTHING : HEX.formatHex(digest(SHA_256.get(), text), 0, JA4_DIGITS / 2);
    }

    private static byte[] digest(MessageDigest digest, CharSequence text) {
        return digest.digest(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static MessageDigest engine(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has " + algorithm, e);
        }
    }
}
