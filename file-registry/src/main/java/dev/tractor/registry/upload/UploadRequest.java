package dev.tractor.registry.upload;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tractor.registry.capture.CaptureNames;
import java.util.regex.Pattern;

/// What a client wants to upload.
///
/// @param sizeBytes its length
/// @param sha256 of its bytes, hexadecimal, or null
/// @param replace a capture of that name is overwritten, and one of the same bytes does not matter
public record UploadRequest(@JsonProperty(required = true) String name, @JsonProperty(required = true) long sizeBytes, String sha256, boolean replace) {
    /// S3's limit for an object.
    static final long MAX_BYTES = 5L << 40;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public UploadRequest {
        CaptureNames.check(name);
        if (sizeBytes < 1 || sizeBytes > MAX_BYTES) {
            throw new IllegalArgumentException("size_bytes must be 1 to " + MAX_BYTES + ", S3's limit for an object, but is " + sizeBytes);
        }
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 must be 64 lower-case hexadecimal digits");
        }
    }
}
