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
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which of our labels mean what a name of nDPI's means: those of `names.yaml`, else the label of the same name in lower case.
final class NameMapping {
    private static final String RESOURCE = "/agreement/names.yaml";

    private static final String GROUP = "group:";

    private final Map<String, List<String>> named = new TreeMap<>();
    private final Map<String, List<String>> groups;
    private final Set<String> labels;

    NameMapping(Labeller labeller) {
        groups = labeller.labels().stream().collect(Collectors.toUnmodifiableMap(Labeller.LabelGroup::name, Labeller.LabelGroup::labels));
        labels = groups.values().stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
        read().forEach((name, ours) -> named.put(name, ours.stream().flatMap(label -> expanded(name, label)).toList()));
    }

    private static Map<String, List<String>> read() {
        try (InputStream in = NameMapping.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper(new YAMLFactory()).readValue(in, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private Stream<String> expanded(String name, String label) {
        if (label.startsWith(GROUP)) {
            return groups.get(label.substring(GROUP.length())).stream();
        }
        if (!labels.contains(label)) {
            throw new IllegalStateException(RESOURCE + ": " + name + ": '" + label + "' is no label of the catalogue");
        }
        return Stream.of(label);
    }

    /// Empty when nothing of ours means it.
    List<String> of(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> ours = named.get(name);
        return ours != null ? ours : labels.contains(plain) ? List.of(plain) : List.of();
    }
}
