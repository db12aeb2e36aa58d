package dev.tractor.flow.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Names for the numbers of TLS.
final class TlsNames {
    private static final String CIPHER_SUITES = "cipher-suites.txt";
    private static final Map<Integer, String> CIPHERS = ciphers();

    private TlsNames() {}

    private static Map<Integer, String> ciphers() {
        Map<Integer, String> names = new HashMap<>();
        try (var lines = new BufferedReader(new InputStreamReader(TlsNames.class.getResourceAsStream(CIPHER_SUITES), StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> names.put(HexFormat.fromHexDigits(line, 0, 4), line.substring(5)));
        } catch (IOException e) {
            throw new UncheckedIOException(CIPHER_SUITES, e);
        }
        return names;
    }

    static String cipher(int number) {
        String name = CIPHERS.get(number);
        return name == null ? "0x" + HexFormat.of().toHexDigits((short) number) : name;
    }

    static String version(int number) {
        return switch (number) {
            case 0x0002 -> "ssl2";
            case 0x0300 -> "ssl3";
            case 0x0301 -> "1.0";
            case 0x0302 -> "1.1";
            case 0x0303 -> "1.2";
            case 0x0304 -> "1.3";
            case 0xFEFF -> "dtls1.0";
            case 0xFEFD -> "dtls1.2";
            case 0xFEFC -> "dtls1.3";
            default -> number >> 8 == 0x7F ? "1.3-draft" + (number & 0xFF) : "0x" + HexFormat.of().toHexDigits((short) number);
        };
    }

    static String versions(int[] numbers) {
        StringBuilder names = new StringBuilder();
        for (int number : numbers) {
            names.append(names.isEmpty() ? "" : ",").append(version(number));
        }
        return names.toString();
    }

    /// RFC 8446, 6 and the registry it founded.
    ///
    /// @return null for a number that is none
    static String alert(int number) {
        return switch (number) {
            case 0 -> "close_notify";
            case 10 -> "unexpected_message";
            case 20 -> "bad_record_mac";
            case 21 -> "decryption_failed";
            case 22 -> "record_overflow";
            case 30 -> "decompression_failure";
            case 40 -> "handshake_failure";
            case 41 -> "no_certificate";
            case 42 -> "bad_certificate";
            case 43 -> "unsupported_certificate";
            case 44 -> "certificate_revoked";
            case 45 -> "certificate_expired";
            case 46 -> "certificate_unknown";
            case 47 -> "illegal_parameter";
            case 48 -> "unknown_ca";
            case 49 -> "access_denied";
            case 50 -> "decode_error";
            case 51 -> "decrypt_error";
            case 60 -> "export_restriction";
            case 70 -> "protocol_version";
            case 71 -> "insufficient_security";
            case 80 -> "internal_error";
            case 86 -> "inappropriate_fallback";
            case 90 -> "user_canceled";
            case 100 -> "no_renegotiation";
            case 109 -> "missing_extension";
            case 110 -> "unsupported_extension";
            case 111 -> "certificate_unobtainable";
            case 112 -> "unrecognized_name";
            case 113 -> "bad_certificate_status_response";
            case 114 -> "bad_certificate_hash_value";
            case 115 -> "unknown_psk_identity";
            case 116 -> "certificate_required";
            case 120 -> "no_application_protocol";
            case 121 -> "ech_required";
            default -> null;
        };
    }
}
