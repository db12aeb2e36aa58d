package dev.tractor.deployment;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The chart `helm/tractor`, rendered by the real Helm.
final class Chart {
    static final Path ROOT = Path.of(System.getProperty("tractor.root"));
    static final Path FOLDER = ROOT.resolve("helm/tractor");
    static final String RELEASE = "tractor";
    static final String NAMESPACE = "captures";

    /// What a chart must be told when nothing runs inside the cluster.
    static final String EXTERNAL = """
            kafka: {bootstrapServers: "kafka-0.example.com:9092,kafka-1.example.com:9092"}
            postgresql: {host: db.example.com, password: p}
            s3: {endpoint: "https://s3.example.com", accessKey: a, secretKey: s}
            """;

    /// The values of values-dev.yaml.
    static final String DEV = dev();

    private static final YAMLMapper STRICT_YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Chart() {}

    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    static Manifests development() {
        return render(DEV);
    }

    static Manifests external(String... moreValues) {
        return renderAs(RELEASE, values(EXTERNAL, moreValues));
    }

    /// @param values YAML documents; later ones override earlier ones
    static Manifests render(String... values) {
        return renderAs(RELEASE, values);
    }

    static Manifests renderAs(String release, String... values) {
        TemplateCommand template = template(release);
        try {
            for (String yaml : values) {
                template.withValuesFile(Files.writeString(Files.createTempFile(Files.createDirectories(ROOT.resolve("tests/deployment/target")), "values", ".yaml"), yaml));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read(template.call());
    }

    private static String dev() {
        try {
            return Files.readString(FOLDER.resolve("values-dev.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] values(String first, String... more) {
        String[] all = new String[more.length + 1];
        all[0] = first;
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }

    private static TemplateCommand template(String release) {
        return new Helm(FOLDER).template().withName(release).withNamespace(NAMESPACE);
    }

    /// A null is a field that a template began and did not fill.
    private static void requireNoNull(JsonNode node, String where) {
        assertFalse(node.isNull(), where);
        node.properties().forEach(field -> requireNoNull(field.getValue(), where + "." + field.getKey()));
        node.elements().forEachRemaining(element -> requireNoNull(element, where + "[]"));
    }

    /// Reads manifests so that nothing in them can be misspelt or said twice.
    private static Manifests read(String yaml) {
        try (var documents = STRICT_YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            documents.forEachRemaining(document -> requireNoNull(document, document.path("kind").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object read = new KubernetesSerialization().unmarshal(yaml);
        List<HasMetadata> objects = read instanceof io.fabric8.kubernetes.api.model.KubernetesList list ? list.getItems()
                : ((List<?>) read).stream().map(HasMetadata.class::cast).toList();
        objects.forEach(object -> StrictReading.requireNothingUnknown(object.getKind() + " " + object.getMetadata().getName(), object));
        return new Manifests(objects);
    }
}
