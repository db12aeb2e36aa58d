package dev.tractor.registry.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// JSON as it goes into and comes out of jsonb columns, in `snake_case`.
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    private Json() {}

    static ObjectMapper mapper() {
        return MAPPER;
    }

    static JsonNode read(String json) {
        return read(json, JsonNode.class);
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON column holds no " + type.getSimpleName(), e);
        }
    }

    static String write(Object value) {
        try {
            return storable(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// PostgreSQL has no U+0000 in text: the replacement character stands for it.
    static String storable(String json) {
        return json.replace("\\u0000", "\\ufffd");
    }

    /// The same for plain text.
    static String storableText(String text) {
        return text.replace('\0', '\ufffd');
    }
}
