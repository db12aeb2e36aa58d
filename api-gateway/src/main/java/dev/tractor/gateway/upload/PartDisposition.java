package dev.tractor.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tractor.gateway.backend.ApiException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.ParameterParser;

/// `Content-Disposition` of a part (RFC 7578): the field's name, and the file name, null where it has none.
record PartDisposition(String field, String fileName) {
    private static final Pattern HEADER = Pattern.compile("(?im)^Content-Disposition:[ \\t]*form-data[ \\t]*(;.*)?$");
    /// `filename*` with RFC 5987's encoding: it wins over `filename`.
    private static final Pattern EXTENDED = Pattern.compile("(?i);[ \\t]*filename\\*[ \\t]*=[ \\t]*\"?utf-8'[^']*'([^;\"\\s]*)");

    static PartDisposition of(String headers) {
        Matcher header = HEADER.matcher(headers.replaceAll("\r\n[ \t]+", " "));
        if (!header.find() || header.group(1) == null) throw ApiException.badRequest("A part has no header Content-Disposition: form-data; name=….");
        String parameters = header.group(1);
        var parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        Map<String, String> values = parser.parse(parameters, ';');
        Matcher extended = EXTENDED.matcher(parameters);
        return new PartDisposition(values.get("name"), extended.find() ? percentDecoded(extended.group(1)) : unescaped(values.get("filename")));
    }

    /// Browsers and curl percent-encode the quotation mark and line ends only (WHATWG HTML, multipart/form-data), older clients put a backslash before the mark.
    private static String unescaped(String fileName) {
        return fileName == null ? null : fileName.replace("\\\"", "\"").replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }

    private static String percentDecoded(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                bytes.write(text.charAt(i));
                continue;
            }
            if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) throw malformed(text);
            bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
            i += 2;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException _) {
            throw malformed(text);
        }
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }

    private static ApiException malformed(String text) {
        return ApiException.badRequest("filename* is not percent-encoded UTF-8: '%s'.".formatted(text));
    }
}
