package dev.tractor.registry.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// What a job was asked to do besides the capture. Two jobs are equal when their options have the same canonical JSON: fields in the order of [JobOption], no space.
///
/// @param json canonical
/// @param digest SHA-256 of it, hexadecimal
public record JobOptions(String json, String digest) {
    /// @param options an object; null or JSON null is one without fields
    /// @throws IllegalArgumentException when it is anything else, or has a field that is no [JobOption] or out of its range
    public static JobOptions of(JsonNode options) {
        if (options == null || options.isNull()) {
            return of(Map.of());
        }
        if (!options.isObject()) {
            throw new IllegalArgumentException("options must be a JSON object, not " + options.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        Map<JobOption, BigDecimal> values = new EnumMap<>(JobOption.class);
        options.properties().stream().filter(field -> !field.getValue().isNull()).forEach(field -> {
            JobOption option = JobOption.named(field.getKey());
            values.put(option, option.checked(field.getValue()));
        });
        requireOrder(values);
        return of(values);
    }

    private static void requireOrder(Map<JobOption, BigDecimal> values) {
        BigDecimal start = values.get(JobOption.TIME_START);
        BigDecimal end = values.get(JobOption.TIME_END);
        if (start != null && end != null && start.compareTo(end) >= 0) {
            throw new IllegalArgumentException("option time_end must be later than time_start, but is " + end.toPlainString());
        }
    }

    private static JobOptions of(Map<JobOption, BigDecimal> values) {
        ObjectNode canonical = Json.mapper().createObjectNode();
        values.forEach((option, value) -> canonical.put(option.wire(), value));
        String json = canonical.toString();
        return new JobOptions(json, sha256(json));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
