package dev.tractor.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the chart sets and says against the services' own configuration.
class ChartDocumentationTest {
    private static final Path CONFIGURATION = Chart.ROOT.resolve("docs/reference/configuration.md");
    private static final Pattern VARIABLE = Pattern.compile("`((?:TRACTOR|QUARKUS|KAFKA)_[A-Z0-9_]+)`");
    /// Java's own, and those of Kafka's clients, which take any of their properties by `KAFKA_…`.
    private static final Set<String> OTHERS = Set.of("JDK_JAVA_OPTIONS", "KAFKA_SECURITY_PROTOCOL", "KAFKA_SASL_MECHANISM", "KAFKA_SASL_JAAS_CONFIG", "KAFKA_SSL_TRUSTSTORE_TYPE",
            "KAFKA_SSL_TRUSTSTORE_LOCATION");

    private static final Pattern SHOWN_METRIC = Pattern.compile("tractor_\\w+");
    private static final Pattern COUNTED_METRIC = Pattern.compile("\"(tractor\\.[a-z.]+)\"");

    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
    private static final Pattern MAPPED = Pattern.compile("(?m)^    (?:[A-Z][\\w<>]*|int|long|double|boolean) (\\w+)\\(\\);");

    @Test
    void theChartSetsOnlyVariablesThatAreDocumented() throws IOException {
        Set<String> documented = variables(Files.readString(CONFIGURATION));
        Manifests manifests = Chart.external(ChartTest.ALL);

        for (String service : Manifests.SERVICES) {
            Set<String> unknown = new TreeSet<>(manifests.environment(service).keySet());
            unknown.remove("TZ");
            unknown.removeAll(OTHERS);
            unknown.removeAll(documented);
            assertEquals(Set.of(), unknown, service + " is given variables that docs/reference/configuration.md does not list");
        }
    }

    @ParameterizedTest
    @CsvSource({"fileRegistry, file-registry", "flowExtractor, flow-extractor", "classifier, classifier", "statsService, stats-service", "apiGateway, api-gateway"})
    void theSchemaKnowsTheVariablesOfEachService(String key, String service) throws IOException {
        JsonNode schema = new JsonMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
        Set<String> known = new TreeSet<>();
        schema.at("/properties/" + key + "/properties/config/properties").fieldNames().forEachRemaining(known::add);
        String section = Files.readString(CONFIGURATION).split("(?m)^## " + service + "$", 2)[1].split("(?m)^## ", 2)[0];
        String firstCells = section.lines().filter(line -> line.startsWith("|")).map(line -> line.split("\\|")[1]).collect(Collectors.joining("\n"));

        assertEquals(variables(firstCells), known, "values.schema.json, properties." + key + ".properties.config.properties, must list what docs/reference/configuration.md lists of " + service);
    }

    @Test
    void whatIsDocumentedIsAPropertyOfAService() throws IOException {
        Set<String> properties = new TreeSet<>();
        for (String service : Manifests.SERVICES) {
            properties.addAll(mappedVariables(Chart.ROOT.resolve(service).resolve("src/main/java")));
            properties.addAll(variablesOfProperties(Chart.ROOT.resolve(service).resolve("src/main/resources/application.properties")));
        }

        Set<String> unknown = variables(Files.readString(CONFIGURATION)).stream().filter(name -> name.startsWith("TRACTOR_")).collect(Collectors.toCollection(TreeSet::new));
        unknown.removeAll(properties);
        assertEquals(Set.of(), unknown, "documented, but no service reads them");
    }

    @Test
    void theReadmeListsEveryValueWithItsDefault() throws IOException {
        String expected = table();

        assertTrue(Files.readString(Chart.FOLDER.resolve("README.md")).contains(expected), () -> "helm/tractor/README.md must hold this table of values.yaml:\n" + expected);
    }

    @Test
    void theDashboardShowsMetricsThatTheServicesCount() throws IOException {
        String dashboard = Chart.external(ChartTest.ALL).get(ConfigMap.class, "tractor-dashboard").getData().get("tractor.json");
        Set<String> shown = new TreeSet<>();
        new JsonMapper().readTree(dashboard).findValuesAsText("expr").forEach(expression ->
                SHOWN_METRIC.matcher(expression).results().forEach(metric -> shown.add(metric.group().replaceFirst("_total$", "").replace('_', '.'))));
        Set<String> counted = new TreeSet<>();
        for (String service : Manifests.SERVICES) {
            for (String source : sources(Chart.ROOT.resolve(service).resolve("src/main/java"))) {
                COUNTED_METRIC.matcher(source).results().forEach(metric -> counted.add(metric.group(1)));
            }
        }

        assertFalse(shown.isEmpty());
        assertTrue(counted.containsAll(shown), () -> shown + " are not all of " + counted);
    }

    private static Set<String> variables(String text) {
        return VARIABLE.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> mappedVariables(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        for (String source : sources(folder)) {
            Matcher mapping = MAPPING.matcher(source);
            if (mapping.find()) {
                MAPPED.matcher(source).results().forEach(found -> names.add(variable(mapping.group(1) + "." + kebab(found.group(1)))));
            }
        }
        return names;
    }

    private static List<String> sources(Path folder) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                sources.add(Files.readString(file));
            }
        }
        return sources;
    }

    private static Set<String> variablesOfProperties(Path file) throws IOException {
        return Pattern.compile("\\$\\{([a-z.-]+)}").matcher(Files.readString(file)).results().map(result -> variable(result.group(1))).collect(Collectors.toSet());
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase();
    }

    private static String variable(String property) {
        return property.replaceAll("[.-]", "_").toUpperCase();
    }

    /// A row per value: its path, its default, its comment.
    private static String table() throws IOException {
        JsonNode defaults = new YAMLMapper().readTree(Chart.FOLDER.resolve("values.yaml").toFile());
        List<String> rows = new ArrayList<>(List.of("| value | default | meaning |", "|---|---|---|"));
        Deque<String> path = new ArrayDeque<>();
        String comment = null;
        for (String line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
            Matcher key = Pattern.compile("^( *)([A-Za-z0-9]+):.*").matcher(line);
            if (line.strip().startsWith("# -- ")) {
                comment = line.strip().substring("# -- ".length());
            } else if (key.matches()) {
                while (path.size() > key.group(1).length() / 2) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                if (comment != null) {
                    JsonNode value = defaults.at("/" + String.join("/", path));
                    rows.add("| `" + String.join(".", path) + "` | " + shown(value) + " | " + comment.replace("|", "\\|") + " |");
                    comment = null;
                }
            }
        }
        return String.join("\n", rows);
    }

    private static String shown(JsonNode value) {
        boolean none = value.isContainerNode() && value.isEmpty() || value.isTextual() && value.textValue().isEmpty();
        return none ? "" : "`" + (value.isTextual() ? value.textValue() : value.toString()) + "`";
    }
}
