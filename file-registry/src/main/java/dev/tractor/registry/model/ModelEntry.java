package dev.tractor.registry.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// What a classifier says of a model that it has checked.
///
/// @param digest SHA-256 over manifest and ONNX file, hexadecimal
/// @param name that the manifest gives it
/// @param profile of the vectors that it takes
/// @param manifest as it was uploaded
/// @param sizeBytes of manifest and ONNX file
/// @param builtIn it ships with the classifier
public record ModelEntry(
        @JsonProperty(required = true) String digest, @JsonProperty(required = true) String name, @JsonProperty(required = true) String profile,
        @JsonProperty(required = true) JsonNode manifest, @JsonProperty(required = true) long sizeBytes, boolean builtIn) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public ModelEntry {
        if (digest == null || !DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("digest must be a SHA-256 in lower-case hexadecimal");
        }
        if (name == null || name.isBlank() || profile == null || profile.isBlank() || manifest == null || !manifest.isObject()) {
            throw new IllegalArgumentException("name, profile and manifest are needed");
        }
    }
}
