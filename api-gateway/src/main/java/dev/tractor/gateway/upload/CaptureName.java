package dev.tractor.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.ProblemType;
import java.util.List;
import java.util.Locale;

/// The rules for the name of a capture, which is the key of its object. Unicode, spaces and `/` are fine.
public final class CaptureName {
    static final int MAX_SEGMENT_BYTES = 200;
    /// Limit of S3 for a key.
    static final int MAX_BYTES = 1024;

    private CaptureName() {}

    /// The rules for any name that a request gives. A capture may have come into the bucket by another way, so they leave out what only an upload is refused for.
    public static String requireSafe(String name) {
        if (name.isEmpty()) throw refused(name, "is empty");
        if (name.indexOf('\uFFFD') >= 0 || !UTF_8.newEncoder().canEncode(name)) throw refused(name, "is no valid UTF-8");
        if (name.chars().anyMatch(Character::isISOControl)) throw refused(name, "has a control character");
        for (String segment : segments(name)) {
            if (segment.equals("..")) throw refused(name, "has a segment '..'");
            if (segment.getBytes(UTF_8).length > MAX_SEGMENT_BYTES) throw refused(name, "has a segment of over %d bytes of UTF-8".formatted(MAX_SEGMENT_BYTES));
        }
        return name;
    }

    /// The rules for a new name: also none that a store of files could not keep.
    public static String requireNew(String name) {
        requireSafe(name);
        if (segments(name).stream().anyMatch(segment -> segment.isEmpty() || segment.equals("."))) throw refused(name, "has an empty segment or a segment '.'");
        if (name.getBytes(UTF_8).length > MAX_BYTES) throw refused(name, String.format(Locale.ROOT, "is over %,d bytes of UTF-8 long", MAX_BYTES));
        return name;
    }

    private static List<String> segments(String name) {
        return List.of(name.split("/", -1));
    }

    private static ApiException refused(String name, String why) {
        return ApiException.of(ProblemType.INVALID_NAME, "The file name '%s' %s.".formatted(printable(name), why));
    }

    private static String printable(String name) {
        var text = new StringBuilder();
        name.codePoints().limit(MAX_SEGMENT_BYTES).forEach(c -> {
            if (Character.isISOControl(c)) text.append("\\u%04x".formatted(c));
            else text.appendCodePoint(c);
        });
        return text.toString();
    }
}
