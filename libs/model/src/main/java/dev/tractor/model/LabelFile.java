package dev.tractor.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One file of the catalogue: a group and the rules of its labels.
///
/// @param name the file's name, for messages
/// @param group the group of all its labels
/// @param labels rules by label
/// @param lines line of each label in the file, counted from 1
record LabelFile(String name, String group, Map<String, LabelRules> labels, Map<String, Integer> lines) {
    private static final String GROUPS = "groups.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    private record Content(String group, Map<String, LabelRules> labels) {}

    /// The groups of the built-in catalogue, in the order of their files.
    ///
    /// @param folder with `groups.yaml` and a file for each group
    static List<String> groups(Path folder) {
        try (InputStream in = Files.newInputStream(folder.resolve(GROUPS))) {
            return YAML.readValue(in, new TypeReference<List<String>>() {});
        } catch (IOException e) {
            throw unreadable(folder.resolve(GROUPS).toString(), e);
        }
    }

    /// The file of one of those groups.
    static LabelFile ofGroup(Path folder, String group) {
        try {
            return read("labels/" + group + ".yaml", Files.newInputStream(folder.resolve(group + ".yaml")));
        } catch (IOException e) {
            throw unreadable(folder.resolve(group + ".yaml").toString(), e);
        }
    }

    /// Every `*.yaml` and `*.yml` of a folder, by name.
    static List<LabelFile> in(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.toString().endsWith(".yaml") || path.toString().endsWith(".yml")).sorted().map(LabelFile::read).toList();
        } catch (IOException e) {
            throw unreadable(folder.toString(), e);
        }
    }

    private static LabelFile read(Path path) {
        try {
            return read(path.toString(), Files.newInputStream(path));
        } catch (IOException e) {
            throw unreadable(path.toString(), e);
        }
    }

    /// @param in read to its end and closed
    static LabelFile read(String name, InputStream in) {
        Content content;
        Map<String, Integer> lines;
        try (in) {
            byte[] yaml = in.readAllBytes();
            content = YAML.readValue(yaml, Content.class);
            lines = lines(yaml);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        if (content == null || content.group() == null || content.labels() == null || content.labels().isEmpty()) {
            throw new CatalogueException(name + ": needs a 'group' and 'labels' with at least one label");
        }
        return new LabelFile(name, content.group(), content.labels(), lines);
    }

    /// Where the fields of the fields of the document begin.
    private static Map<String, Integer> lines(byte[] yaml) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.FIELD_NAME && depth == 2) {
                    lines.put(parser.currentName(), parser.currentTokenLocation().getLineNr());
                }
            }
        }
        return lines;
    }

    private static CatalogueException unreadable(String name, IOException cause) {
        if (cause instanceof JsonProcessingException parse) {
            String where = parse.getLocation() == null ? "" : " line " + parse.getLocation().getLineNr();
            return new CatalogueException(name + where + ": " + parse.getOriginalMessage(), cause);
        }
        String reason = cause instanceof NoSuchFileException ? "does not exist" : "cannot be read: " + cause.getMessage();
        return new CatalogueException(name + ": " + reason, cause);
    }
}
