package dev.tractor.registry.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// What a job was asked to do besides the capture. Two jobs are equal when their options have the same canonical JSON: keys in order, no space.
///
/// @param json canonical
/// @param digest SHA-256 of it, hexadecimal
public record JobOptions(String json, String digest) {
    /// Far above any sensible set of options, and small enough to be kept with every job.
    public static final int LIMIT_CHARS = 16 << 10;

    private static final JsonMapper CANONICAL = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    /// @param options an object; null or JSON null is one without fields
    /// @throws IllegalArgumentException when it is anything else, or too long
    public static JobOptions of(JsonNode options) {
        if (options != null && !options.isNull() && !options.isObject()) {
            throw new IllegalArgumentException("options must be a JSON object, not " + options.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        String json = options == null || options.isNull() ? "{}" : canonical(options);
        if (json.length() > LIMIT_CHARS) {
            throw new IllegalArgumentException("options are at most " + LIMIT_CHARS + " characters of JSON, not " + json.length());
        }
        return new JobOptions(json, sha256(json));
    }

    private static String canonical(JsonNode options) {
        try {
            return Json.storable(CANONICAL.writeValueAsString(CANONICAL.treeToValue(options, Object.class)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("options are no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
