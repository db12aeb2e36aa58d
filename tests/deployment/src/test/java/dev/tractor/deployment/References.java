package dev.tractor.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whatever one manifest names in another one is there.
///
/// @param given objects that the user promised, as `Secret name`
record References(Manifests manifests, Set<String> given) {
    static void check(Manifests manifests, Set<String> given) {
        References references = new References(manifests, given);
        manifests.all(Deployment.class).forEach(d -> references.selects(d.getSpec().getSelector(), d.getSpec().getTemplate()));
        manifests.all(StatefulSet.class).forEach(s -> {
            references.selects(s.getSpec().getSelector(), s.getSpec().getTemplate());
            manifests.get(Service.class, s.getSpec().getServiceName());
        });
        manifests.templates().forEach(template -> references.pod(template.getSpec()));
        manifests.all(Service.class).forEach(references::service);
        manifests.all(PodDisruptionBudget.class).forEach(budget -> references.selected(budget.getSpec().getSelector().getMatchLabels()));
        manifests.all(NetworkPolicy.class).forEach(references::networkPolicy);
        manifests.all(HorizontalPodAutoscaler.class).forEach(scaler -> manifests.get(Deployment.class, scaler.getSpec().getScaleTargetRef().getName()));
        manifests.all(Ingress.class).forEach(references::ingress);
        manifests.all(ServiceMonitor.class).forEach(references::serviceMonitor);
    }

    private void selects(LabelSelector selector, PodTemplateSpec template) {
        assertTrue(template.getMetadata().getLabels().entrySet().containsAll(selector.getMatchLabels().entrySet()), selector.toString());
        selected(selector.getMatchLabels());
    }

    /// A selector picks the pods of exactly one workload.
    private PodSpec selected(Map<String, String> labels) {
        List<PodTemplateSpec> picked = manifests.templates().filter(template -> template.getMetadata().getLabels().entrySet().containsAll(labels.entrySet())).toList();
        assertEquals(1, picked.size(), labels.toString());
        return picked.getFirst().getSpec();
    }

    private void service(Service service) {
        PodSpec pod = selected(service.getSpec().getSelector());
        service.getSpec().getPorts().forEach(port -> port(pod, port.getTargetPort()));
    }

    private static void port(PodSpec pod, IntOrString port) {
        assertTrue(pod.getContainers().stream().flatMap(c -> c.getPorts().stream()).anyMatch(p -> p.getName().equals(port.getStrVal())), () -> "no port " + port + " in " + pod);
    }

    private void networkPolicy(NetworkPolicy policy) {
        PodSpec pod = selected(policy.getSpec().getPodSelector().getMatchLabels());
        policy.getSpec().getIngress().forEach(rule -> {
            rule.getPorts().forEach(port -> port(pod, port.getPort()));
            rule.getFrom().stream().filter(peer -> peer.getPodSelector() != null).forEach(peer -> selected(peer.getPodSelector().getMatchLabels()));
        });
    }

    private void ingress(Ingress ingress) {
        ingress.getSpec().getTls().forEach(tls -> secret(tls.getSecretName()));
        ingress.getSpec().getRules().stream().flatMap(rule -> rule.getHttp().getPaths().stream()).map(path -> path.getBackend().getService()).forEach(backend ->
                assertTrue(manifests.get(Service.class, backend.getName()).getSpec().getPorts().stream().anyMatch(p -> p.getName().equals(backend.getPort().getName()))));
    }

    private void serviceMonitor(ServiceMonitor monitor) {
        var components = monitor.getSpec().getSelector().getMatchExpressions().getFirst();
        Set<String> found = manifests.all(Service.class).stream().map(s -> s.getMetadata().getLabels())
                .filter(labels -> labels.entrySet().containsAll(monitor.getSpec().getSelector().getMatchLabels().entrySet())).map(labels -> labels.get(components.getKey()))
                .filter(components.getValues()::contains).collect(Collectors.toSet());
        assertEquals(new HashSet<>(Manifests.SERVICES), found);
    }

    private void pod(PodSpec pod) {
        manifests.get(ServiceAccount.class, pod.getServiceAccountName());
        pod.getImagePullSecrets().forEach(reference -> secret(reference.getName()));
        pod.getVolumes().forEach(this::volume);
        pod.getContainers().forEach(container -> container(pod, container));
    }

    private void volume(Volume volume) {
        if (volume.getConfigMap() != null) {
            manifests.get(ConfigMap.class, volume.getConfigMap().getName());
        }
        if (volume.getSecret() != null) {
            secret(volume.getSecret().getSecretName());
        }
    }

    private void container(PodSpec pod, Container container) {
        container.getEnvFrom().forEach(source -> manifests.get(ConfigMap.class, source.getConfigMapRef().getName()));
        container.getEnv().stream().filter(variable -> variable.getValueFrom() != null).forEach(this::variable);
        assertEquals(container.getEnv().size(), container.getEnv().stream().map(EnvVar::getName).distinct().count(), () -> container.getEnv().toString());
        Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()).forEach(probe -> probe(pod, probe));
        Set<String> volumes = pod.getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
        manifests.all(StatefulSet.class).stream().filter(s -> s.getSpec().getTemplate().getSpec() == pod)
                .forEach(s -> s.getSpec().getVolumeClaimTemplates().forEach(claim -> volumes.add(claim.getMetadata().getName())));
        assertEquals(volumes, container.getVolumeMounts().stream().map(VolumeMount::getName).collect(Collectors.toSet()), container.getName());
    }

    private static void probe(PodSpec pod, Probe probe) {
        if (probe.getHttpGet() != null) {
            port(pod, probe.getHttpGet().getPort());
        }
        if (probe.getTcpSocket() != null) {
            port(pod, probe.getTcpSocket().getPort());
        }
    }

    private void variable(EnvVar variable) {
        var reference = variable.getValueFrom().getSecretKeyRef();
        if (!given.contains("Secret " + reference.getName())) {
            manifests.secret(reference.getName(), reference.getKey());
        }
    }

    private void secret(String name) {
        assertTrue(given.contains("Secret " + name) || manifests.find(Secret.class, name).isPresent(), () -> "no Secret " + name);
    }
}
