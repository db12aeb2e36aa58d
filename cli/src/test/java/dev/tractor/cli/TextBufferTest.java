package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextBufferTest {
    private final TextBuffer text = new TextBuffer();

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, -1, -10, 1_234_567_890_123L, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void integersReadAsJavaWritesThem(long number) {
        assertEquals(Long.toString(number), text.append(number).toString());
    }

    @Test
    void everyNumberOfDigitsIsWrittenWhole() {
        for (long power = 1; power > 0; power = power > Long.MAX_VALUE / 10 ? 0 : 10 * power) {
            for (long number : new long[] {power - 1, power, power + 1, 7 * (power / 10)}) {
                text.clear();
                assertEquals(Long.toString(number), text.append(number).toString());
            }
        }
    }

    @Test
    void decimalsReadAsJavasShortestOnes() {
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            double number = switch (i % 4) {
                case 0 -> random.nextLong(1L << random.nextInt(1, 62)) / 1_000.0;
                case 1 -> -random.nextLong(1L << random.nextInt(1, 62)) / 1_000.0;
                case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(-12, 20));
                default -> Double.longBitsToDouble(random.nextLong());
            };
            if (Double.isFinite(number) && number != 0) {
                text.clear();
                assertEquals(plain(number), text.append(number).toString());
            }
        }
    }

    @Test
    void thousandthsReadAsTheSameDecimals() {
        Random random = new Random(5);
        byte[] out = new byte[Digits.ROOM];
        for (int i = 0; i < 100_000; i++) {
            long any = random.nextLong(Math.min(Digits.END_OF_THOUSANDTHS, 1L << random.nextInt(1, 51))) * (i % 2 == 0 ? 1 : -1);
            for (long thousandths : new long[] {any, any / 1_000 * 1_000, any / 1_000 * 1_000 - 1}) {
                int end = Digits.putThousandths(out, 0, thousandths);
                assertEquals(new BigDecimal(thousandths).movePointLeft(3).stripTrailingZeros().toPlainString(), new String(out, 0, end, StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void secondsNearWholeOnesAreNotRounded() {
        for (long second : new long[] {0, 1, 1_700_000_000L, 4_294_967_296L, 9_223_372_035L}) {
            for (long nanos : new long[] {0, 1, 999, 1_000, 499_999_999, 999_999_000, 999_999_999}) {
                text.clear();
                assertEquals(second + "." + String.format(Locale.ROOT, "%06d", nanos / 1_000), text.appendSeconds(second * 1_000_000_000L + nanos).toString());
            }
        }
    }

    private static String plain(double number) {
        String text = new BigDecimal(Double.toString(number)).toPlainString();
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.000000",
        "1, 0.000000",
        "999, 0.000000",
        "1000, 0.000001",
        "1530878325000001999, 1530878325.000001",
        "-1, -0.000001",
        "-1500000000, -1.500000"
    })
    void secondsHaveSixDecimalsAndAreCutOff(long nanos, String expected) {
        assertEquals(expected, text.appendSeconds(nanos).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "5, 5",
        "-1, -1",
        "0.5, 0.5",
        "10.416, 10.416",
        "1.2345678905E9, 1234567890.5",
        "1.2E-7, 0.00000012",
        "9007199254740993.0, 9007199254740992",
        "1.0E300, 1" + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    })
    void decimalsHaveNoExponent(double number, String expected) {
        assertEquals(expected, text.append(number).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0.0.0.0", "255.255.255.255", "192.168.1.77",
        // RFC 5952, sections 4 and 5
        "::", "::1", "1::", "2001:db8::1", "2001:db8:0:1:1:1:1:1", "2001:0:0:1::1", "2001:db8::1:0:0:1", "fe80::1ff:fe23:4567:890a", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1"
    })
    void addressesReadAsTheRfcWritesThem(String address) throws UnknownHostException {
        assertEquals(address, text.appendAddress(InetAddress.getByName(address).getAddress()).toString());
    }

    @Test
    void mappedIpv4AddressesAreDotted() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, 10, 0, 0, (byte) 200};

        assertEquals("::ffff:10.0.0.200", text.appendAddress(mapped).toString());
    }

    @Test
    void csvFieldsAreQuotedOnlyWhereTheyMust() {
        text.appendCsv("TLS SNI web.telegram.org").append('|').appendCsv("a,b").append('|').appendCsv("say \"hi\"").append('|').appendCsv("two\nlines").append('|').appendCsv("Пакет");

        assertEquals("TLS SNI web.telegram.org|\"a,b\"|\"say \"\"hi\"\"\"|\"two\nlines\"|Пакет", text.toString());
    }

    @Test
    void jsonStringsAreEscaped() {
        text.appendJson("a\"b\\c\nd\u0001e\u001fПакет");

        assertEquals("\"a\\\"b\\\\c\\nd\\u0001e\\u001fПакет\"", text.toString());
    }
}
