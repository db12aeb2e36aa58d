package dev.tractor.agreement;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tractor.model.Labeller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which of our labels mean what a name of nDPI's means: those of `names.yaml`, else the label of the same name in lower case.
final class NameMapping {
    private static final String RESOURCE = "/agreement/names.yaml";

    private final Map<String, List<String>> named;
    private final Set<String> labels;

    NameMapping(Labeller labeller) {
        labels = labeller.labels().stream().flatMap(group -> group.labels().stream()).collect(Collectors.toUnmodifiableSet());
        try (InputStream in = NameMapping.class.getResourceAsStream(RESOURCE)) {
            named = new ObjectMapper(new YAMLFactory()).readValue(in, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
        List<String> unknown = named.values().stream().flatMap(List::stream).filter(label -> !labels.contains(label)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(RESOURCE + ": no labels of the catalogue: " + unknown);
        }
    }

    /// Empty when nothing of ours means it.
    List<String> of(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> ours = named.get(name);
        return ours != null ? ours : labels.contains(plain) ? List.of(plain) : List.of();
    }

    Map<String, List<String>> named() {
        return named;
    }
}
