package dev.tractor.agreement;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tractor.agreement.Agreement.Compared;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Why labels differ, as `causes.yaml` has it.
final class Causes {
    private static final String RESOURCE = "/agreement/causes.yaml";
    static final String UNEXPLAINED = "unexplained";

    /// @param whose `theirs`, `ours`, `undecidable`, or [#UNEXPLAINED]
    record Cause(String whose, String why) {}

    private final Map<String, List<String>> causes;

    Causes() {
        try (InputStream in = Causes.class.getResourceAsStream(RESOURCE)) {
            causes = new ObjectMapper(new YAMLFactory()).readValue(in, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    Cause of(Compared row) {
        List<String> cause = causes.get(row.reference().capture() + ' ' + row.reference().label());
        return cause == null ? new Cause(UNEXPLAINED, "not looked into") : new Cause(cause.getFirst(), String.join(", ", cause.subList(1, cause.size())));
    }
}
