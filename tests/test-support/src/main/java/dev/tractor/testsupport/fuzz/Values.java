package dev.tractor.testsupport.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Values of parameters and bodies: what is known to be there, what stands at a border, and what an attacker would send.
final class Values {
    private static final String[] NUMBERS = {"0", "-1", "-0", "+1", "1.5", "1e3", "0x10", "10001", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808",
        "99999999999999999999999999", "NaN", "null", "true", "٣"};
    private static final String[] HOSTILE = {"", " ", "'", "\"", "'; DROP TABLE flow; --", "\" or 1=1", "%", "%25", "%s%n", "${jndi:ldap://127.0.0.1/x}", "#{7*7}", "../../etc/passwd", "..\\..\\x", "/", "//", ".", "..",
        "\u0000", "a\u0000b", "\r\nX-Injected: 1", "\ud83d\ude00", "\u202e", "ﷺ", "a".repeat(3_000), "a".repeat(7_000), "(".repeat(200), ")", "not not not", "label:(", "label:\"", "label:x or", "ip:1.2.3.4/99", "ip:::ffff:1.2.3.4",
        "port:1..0", "bytes>1e999", "start>9999-99-99T00:00:00Z", "duration>99999999999999999h", "confidence>2", "flow:99999999999999999999", "protocol:999", "label:*****************************a", "\\",
        "label:" + "x or label:".repeat(60) + "x", "<script>", "*", "-", "--bytes", "AAAA", "MS8z", "::", "1.2.3", "0.0.0.0", "ff02::1%eth0", "[::1]", ",", ",,", "flow,flow", "csv", "pcapng", "parquet"};
    private static final String[] QUERIES = {"label:dns", "dst.port:443 and bytes>1K", "ip:10.0.0.0/8", "not label:unknown", "domain:*", "duration>=0.5s or packets<10", "start>1000000000", "telegram"};

    private final Random random;
    private final Map<String, List<String>> known;

    /// @param known values that lead somewhere, by the parameter's name
    Values(Random random, Map<String, List<String>> known) {
        this.random = random;
        this.known = known;
    }

    String of(String name, JsonNode schema, String example) {
        int kind = random.nextInt(10);
        if (kind < 5 && known.containsKey(name)) {
            return any(known.get(name).toArray(String[]::new));
        }
        if (kind < 6 && name.equals("query")) {
            return any(QUERIES);
        }
        if (kind < 7 && !example.isEmpty()) {
            return example;
        }
        if (kind < 8 && schema.has("enum")) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size())).asText();
        }
        if (schema.path("type").asText().equals("integer") && kind < 9) {
            return random.nextBoolean() ? any(NUMBERS) : Integer.toString(1 + random.nextInt(20_000));
        }
        return kind == 9 ? garbage() : any(HOSTILE);
    }

    String any(String... values) {
        return values[random.nextInt(values.length)];
    }

    private String garbage() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(0xd800) : ' ' + random.nextInt(95));
        }
        return text.toString();
    }

    byte[] garbageBytes() {
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    /// A body that the schema allows, mostly: each property may be missing, known, or of any form.
    String json(JsonNode schema) {
        return switch (random.nextInt(12)) {
            case 0 -> any("", "null", "[]", "1", "\"x\"", "{", "{\"a\":", "{}{}", "{\"model\":\"\\ud800\"}", "\u0000", "[".repeat(20_000), "{\"a\":".repeat(2_000));
            case 1 -> "{\"file_name\":" + "9".repeat(5_000) + "}";
            default -> object(schema);
        };
    }

    private String object(JsonNode schema) {
        StringBuilder body = new StringBuilder("{");
        schema.path("properties").properties().forEach(property -> {
            if (random.nextInt(3) > 0) {
                body.append(body.length() > 1 ? "," : "").append('"').append(property.getKey()).append("\":").append(value(property.getKey(), property.getValue()));
            }
        });
        return body.append(random.nextInt(5) == 0 ? (body.length() > 1 ? "," : "") + "\"unknown\":[{}]" : "").append('}').toString();
    }

    private String value(String name, JsonNode schema) {
        return switch (random.nextInt(6)) {
            case 0 -> any("null", "true", "[]", "{}", "-1", "1e400", "9223372036854775808", "[[[[]]]]", "{\"a\":{\"b\":[1,2]}}", "0.1");
            case 1 -> Integer.toString(random.nextInt());
            default -> schema.path("type").asText().equals("integer") && random.nextBoolean() ? any(NUMBERS) : quoted(of(name, schema, schema.path("examples").path(0).asText("")));
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(c < ' ' || c == '"' || c == '\\' || c > 126 ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        return quoted.append('"').toString();
    }
}
