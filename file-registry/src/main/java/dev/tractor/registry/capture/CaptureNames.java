package dev.tractor.registry.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Which names an object can have.
public final class CaptureNames {
    /// S3's limit for a key, in UTF-8.
    private static final int LIMIT_BYTES = 1024;

    private CaptureNames() {}

    /// @throws IllegalArgumentException when no object can have this name; the message says why
    public static void check(String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("the name of the capture is missing");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of the capture has a control character");
        }
        if (Arrays.stream(name.split("/", -1)).anyMatch(segment -> segment.equals("..") || segment.equals("."))) {
            throw new IllegalArgumentException("the name of the capture has a segment '.' or '..'");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LIMIT_BYTES) {
            throw new IllegalArgumentException("the name of the capture is longer than " + LIMIT_BYTES + " bytes of UTF-8");
        }
    }
}
