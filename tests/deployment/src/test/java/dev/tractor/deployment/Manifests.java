package dev.tractor.deployment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the chart gives for some values.
record Manifests(List<HasMetadata> objects) {
    static final List<String> SERVICES = List.of("file-registry", "flow-extractor", "classifier", "stats-service", "api-gateway");

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return all(kind).stream().filter(object -> object.getMetadata().getName().equals(name)).findFirst();
    }

    <T extends HasMetadata> T get(Class<T> kind, String name) {
        return find(kind, name).orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name + " in " + objects.stream().map(o -> o.getKind() + " " + o.getMetadata().getName()).toList()));
    }

    /// The deployment whose component is this service.
    Deployment deployment(String service) {
        return all(Deployment.class).stream().filter(d -> d.getSpec().getTemplate().getMetadata().getLabels().get("app.kubernetes.io/component").equals(service)).findFirst()
                .orElseThrow(() -> new AssertionError("no deployment of " + service));
    }

    Stream<PodTemplateSpec> templates() {
        return Stream.concat(all(Deployment.class).stream().map(d -> d.getSpec().getTemplate()), all(StatefulSet.class).stream().map(s -> s.getSpec().getTemplate()));
    }

    PodSpec pod(String service) {
        return deployment(service).getSpec().getTemplate().getSpec();
    }

    /// The variables of the service's container, as the kubelet would resolve them.
    Map<String, String> environment(String service) {
        Container container = pod(service).getContainers().getFirst();
        Map<String, String> environment = new TreeMap<>();
        container.getEnvFrom().forEach(source -> environment.putAll(get(ConfigMap.class, source.getConfigMapRef().getName()).getData()));
        container.getEnv().forEach(variable -> environment.put(variable.getName(), value(variable)));
        return environment;
    }

    private String value(EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        var reference = variable.getValueFrom().getSecretKeyRef();
        return secret(reference.getName(), reference.getKey());
    }

    String secret(String name, String key) {
        Map<String, String> data = get(Secret.class, name).getData();
        assertTrue(data.containsKey(key), () -> "Secret " + name + " has no key " + key);
        return new String(Base64.getDecoder().decode(data.get(key)), StandardCharsets.UTF_8);
    }
}
