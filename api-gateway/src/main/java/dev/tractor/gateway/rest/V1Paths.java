package dev.tractor.gateway.rest;

import java.util.regex.Pattern;

/// The paths of the v1 contract, whose errors are plain JSON. Those of all others are `application/problem+json` (RFC 9457).
final class V1Paths {
    private static final Pattern V1 = Pattern.compile("(/v1)?/(file/.*|files/list|files/process|labels/list)");

    private V1Paths() {}

    static boolean has(String path) {
        return V1.matcher(path).matches();
    }
}
