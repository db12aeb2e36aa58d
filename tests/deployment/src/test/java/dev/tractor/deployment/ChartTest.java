package dev.tractor.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    /// Everything that is optional, switched on.
    static final String ALL = """
            commonLabels: {team: net}
            imagePullSecrets: [registry]
            kafka: {securityProtocol: SASL_SSL, caSecret: kafka-ca, sasl: {username: tractor, password: "p"}}
            geoip: {volume: {persistentVolumeClaim: {claimName: geoip}}}
            ingress: {enabled: true, className: nginx, hosts: [a.example.com, b.example.com], tls: [{secretName: tls, hosts: [a.example.com]}], annotations: {x/limit: 0}}
            networkPolicy: {enabled: true, gatewayFrom: [{ipBlock: {cidr: 10.0.0.0/8}}], metricsFrom: [{namespaceSelector: {matchLabels: {name: monitoring}}}]}
            metrics: {serviceMonitor: {enabled: true, labels: {release: prometheus}}, dashboard: {enabled: true}}
            flowExtractor:
              autoscaling: {enabled: true}
              extraEnv: [{name: TZ, value: UTC}]
              extraVolumes: [{name: spare, emptyDir: {}}]
              extraVolumeMounts: [{name: spare, mountPath: /spare}]
              podAnnotations: {a: b}
              podLabels: {c: d}
              nodeSelector: {disk: fast}
              tolerations: [{key: k, operator: Exists}]
              priorityClassName: high
            classifier: {autoscaling: {enabled: true}, labels: {own.yaml: "labels: []"}}
            """;

    private static final int NAME_LIMIT = 63;
    /// Of a StatefulSet: its pods' label controller-revision-hash adds eleven characters.
    private static final int STATEFUL_SET_NAME_LIMIT = 52;

    @Test
    void lintsStrictly() {
        var result = Chart.lint();

        assertFalse(result.isFailed(), () -> String.join("\n", result.getMessages()));
    }

    @Test
    void holdsTheServicesAndNothingElseByDefault() {
        assertEquals("""
                ConfigMap tractor-api-gateway, ConfigMap tractor-classifier, ConfigMap tractor-file-registry, ConfigMap tractor-flow-extractor, ConfigMap tractor-stats-service, \
                Deployment tractor-api-gateway, Deployment tractor-classifier, Deployment tractor-file-registry, Deployment tractor-flow-extractor, Deployment tractor-stats-service, \
                PodDisruptionBudget tractor-api-gateway, PodDisruptionBudget tractor-classifier, PodDisruptionBudget tractor-file-registry, PodDisruptionBudget tractor-flow-extractor, \
                PodDisruptionBudget tractor-stats-service, Secret tractor, \
                Service tractor-api-gateway, Service tractor-classifier, Service tractor-file-registry, Service tractor-flow-extractor, Service tractor-stats-service, ServiceAccount tractor""",
                Chart.external().objects().stream().map(o -> o.getKind() + " " + o.getMetadata().getName()).sorted().collect(Collectors.joining(", ")));
    }

    @Test
    void bringsItsBackendsForDevelopment() {
        Manifests manifests = Chart.development();

        assertEquals(List.of("tractor-kafka", "tractor-postgresql", "tractor-s3"), manifests.all(StatefulSet.class).stream().map(s -> s.getMetadata().getName()).sorted().toList());
        assertEquals("tractor-kafka:9092", manifests.environment("classifier").get("KAFKA_BOOTSTRAP_SERVERS"));
        assertEquals("jdbc:postgresql://tractor-postgresql:5432/stats", manifests.environment("stats-service").get("QUARKUS_DATASOURCE_JDBC_URL"));
        assertEquals("http://tractor-s3:9000", manifests.environment("api-gateway").get("QUARKUS_MINIO_HOST"));
    }

    static Stream<Manifests> renderings() {
        return Stream.of(Chart.development(), Chart.external(), Chart.external(ALL), Chart.render(Chart.DEV, ALL));
    }

    @Test
    void refersOnlyToWhatIsThere() {
        renderings().forEach(manifests -> References.check(manifests, new TreeSet<>(List.of("Secret kafka-ca", "Secret registry", "Secret tls"))));
    }

    @Test
    void confinesEveryPod() {
        renderings().flatMap(Manifests::templates).map(template -> template.getSpec()).forEach(pod -> {
            assertFalse(pod.getEnableServiceLinks());
            assertFalse(pod.getAutomountServiceAccountToken());
            assertTrue(pod.getSecurityContext().getRunAsNonRoot());
            assertTrue(pod.getSecurityContext().getRunAsUser() > 0);
            assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
            for (Container container : pod.getContainers()) {
                assertFalse(container.getSecurityContext().getAllowPrivilegeEscalation());
                assertEquals(List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop());
                assertEquals(!container.getName().equals("kafka"), container.getSecurityContext().getReadOnlyRootFilesystem(), container.getName());
                assertTrue(container.getResources().getLimits().containsKey("memory"));
                assertTrue(container.getResources().getRequests().containsKey("cpu"));
            }
        });
    }

    @Test
    void probesEveryServiceAsItAnswers() {
        Manifests manifests = Chart.external();

        for (String service : Manifests.SERVICES) {
            Container container = manifests.pod(service).getContainers().getFirst();
            assertEquals(List.of("/q/health/started", "/q/health/live", "/q/health/ready"),
                    Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()).map(p -> p.getHttpGet().getPath()).toList());
            assertEquals(660, container.getStartupProbe().getPeriodSeconds() * container.getStartupProbe().getFailureThreshold());
            assertEquals("/tmp", container.getVolumeMounts().getFirst().getMountPath());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-release-name-of-fifty-three-characters-which-is-max-1", "1st.release", "tractor-tractor", "x.y.z"})
    void makesValidNamesOfAnyReleaseName(String release) {
        Manifests manifests = Chart.renderAs(release.substring(0, Math.min(53, release.length())), Chart.DEV, ALL);

        for (HasMetadata object : manifests.objects()) {
            String name = object.getMetadata().getName();
            assertTrue(name.matches("[a-z]([-a-z0-9]*[a-z0-9])?"), name);
            assertTrue(name.length() <= (object instanceof StatefulSet ? STATEFUL_SET_NAME_LIMIT : NAME_LIMIT), name);
            object.getMetadata().getLabels().forEach((key, value) -> assertTrue(value.matches("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?") && value.length() <= NAME_LIMIT, key + ": " + value));
        }
        References.check(manifests, new TreeSet<>(List.of("Secret kafka-ca", "Secret registry", "Secret tls")));
    }

    @Test
    void keepsSpecialCharactersOfSecrets() {
        String hard = "a\"b'c\\d $e{{f}}: #g\tü%";
        String yaml = "\"" + hard.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + "\"";

        Manifests manifests = Chart.external("""
                postgresql: {password: %1$s}
                s3: {accessKey: "007", secretKey: %1$s}
                kafka: {securityProtocol: SASL_PLAINTEXT, sasl: {mechanism: PLAIN, username: u, password: %1$s}}
                """.formatted(yaml));

        assertEquals(hard, manifests.environment("stats-service").get("QUARKUS_DATASOURCE_PASSWORD"));
        assertEquals("007", manifests.environment("api-gateway").get("QUARKUS_MINIO_ACCESS_KEY"));
        assertEquals(hard, manifests.environment("flow-extractor").get("QUARKUS_MINIO_SECRET_KEY"));
        assertEquals("org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"a\\\"b'c\\\\d $e{{f}}: #g\tü%\";",
                manifests.environment("classifier").get("KAFKA_SASL_JAAS_CONFIG"));
    }

    @Test
    void takesSecretsThatExist() {
        Manifests manifests = Chart.render("""
                kafka: {bootstrapServers: "k:9092", securityProtocol: SASL_SSL, sasl: {existingSecret: ks}}
                postgresql: {host: db, existingSecret: ps, existingSecretKey: word}
                s3: {endpoint: "https://s3", existingSecret: ss}
                """);

        assertTrue(manifests.all(Secret.class).isEmpty());
        assertEquals(Map.of("QUARKUS_MINIO_ACCESS_KEY", "ss/s3-access-key", "QUARKUS_MINIO_SECRET_KEY", "ss/s3-secret-key", "QUARKUS_DATASOURCE_PASSWORD", "ps/word",
                "KAFKA_SASL_JAAS_CONFIG", "ks/kafka-jaas-config"), secretReferences(manifests.pod("file-registry")));
    }

    private static Map<String, String> secretReferences(PodSpec pod) {
        return pod.getContainers().getFirst().getEnv().stream()
                .collect(Collectors.toMap(v -> v.getName(), v -> v.getValueFrom().getSecretKeyRef().getName() + "/" + v.getValueFrom().getSecretKeyRef().getKey()));
    }

    @Test
    void drawsPasswordsForDevelopment() {
        String first = Chart.development().secret("tractor", "postgresql-password");

        assertTrue(first.matches("[A-Za-z0-9]{32}"));
        assertNotEquals(first, Chart.development().secret("tractor", "postgresql-password"));
        assertEquals(Map.of("helm.sh/resource-policy", "keep"), Chart.development().get(Secret.class, "tractor").getMetadata().getAnnotations());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "kafka: {bootstrapServers: ''}                         | kafka.bootstrapServers is missing",
        "postgresql: {host: null}                              | postgresql.host is missing",
        "postgresql: {password: ''}                            | postgresql.password is missing",
        "s3: {endpoint: ''}                                    | s3.endpoint is missing",
        "s3: {secretKey: null}                                 | s3.secretKey is missing",
        "kafka: {securityProtocol: SASL_SSL}                   | kafka.sasl.username is missing",
        "nameOverride: 'my chart'                              | /nameOverride",
        "kafka: {bootstrapServers: broker}                     | /kafka/bootstrapServers",
        "postgresql: {password: 12345}                         | /postgresql/password",
        "s3: {endpoint: s3.example.com}                        | /s3/endpoint",
        "s3: {publicUrl: 'https://s3.example.com/x'}           | /s3/publicUrl",
        "image: {tag: 1.10}                                    | /image/tag",
        "port: '8080'                                          | /port",
        "ports: 8080                                           | 'ports' not allowed",
        "apiGateway: {replicas: 2}                             | 'replicas' not allowed",
        "fileRegistry: {replicaCount: 2}                       | /fileRegistry/replicaCount",
        "classifier: {config: {TRACTOR_CLASSIFIER_WORKER: 4}}  | 'TRACTOR_CLASSIFIER_WORKER' not allowed",
        "ingress: {hosts: ['']}                                | /ingress/hosts/0",
        "ingress: null                                         | missing property 'ingress'",
        "temporaryVolumeSize: 1 GB                             | /temporaryVolumeSize"})
    void refusesValuesPlainly(String values, String message) {
        String said = assertThrows(IllegalStateException.class, () -> Chart.external(values)).getMessage();

        assertTrue(said.contains(message), said);
    }

    @Test
    void tellsTheGatewayWhereBrowsersReachTheObjectStore() {
        Manifests manifests = Chart.external("s3: {publicUrl: 'https://s3.example.com'}");

        assertEquals("https://s3.example.com", manifests.environment("api-gateway").get("TRACTOR_UPLOAD_PUBLIC_URL"));
        assertFalse(manifests.environment("file-registry").containsKey("TRACTOR_UPLOAD_PUBLIC_URL"));
        assertFalse(Chart.external().environment("api-gateway").containsKey("TRACTOR_UPLOAD_PUBLIC_URL"));
    }

    @Test
    void writesNumbersAsPeopleDo() {
        Map<String, String> environment = Chart.external("""
                flowExtractor: {config: {TRACTOR_EXTRACTOR_MAX_FLOWS: 2500000, TRACTOR_EXTRACTOR_POLL_EVERY: 5s, QUARKUS_LOG_CONSOLE_JSON_ENABLED: true, TRACTOR_EXTRACTOR_PARALLEL_JOBS: "3"}}
                """).environment("flow-extractor");

        assertEquals(List.of("2500000", "5s", "true", "3"), Stream.of("TRACTOR_EXTRACTOR_MAX_FLOWS", "TRACTOR_EXTRACTOR_POLL_EVERY", "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                "TRACTOR_EXTRACTOR_PARALLEL_JOBS").map(environment::get).toList());
    }

    @Test
    void leavesOutWhatIsNull() {
        Manifests manifests = Chart.external("""
                podSecurityContext: null
                apiGateway: {resources: null, config: null, extraEnv: null, javaOptions: null, topologySpreadConstraints: null}
                classifier: {resources: {limits: null}, labels: null}
                metrics: {serviceMonitor: {labels: null}}
                imagePullSecrets: null
                """);

        assertNull(manifests.pod("api-gateway").getContainers().getFirst().getResources());
        assertNull(manifests.environment("api-gateway").get("JDK_JAVA_OPTIONS"));
        assertTrue(manifests.pod("classifier").getContainers().getFirst().getResources().getLimits().isEmpty());
    }

    @Test
    void letsUsersOverrideAllLabelsButThoseThatSelect() {
        Manifests manifests = Chart.external("""
                commonLabels: {app.kubernetes.io/part-of: suite, app.kubernetes.io/name: other}
                classifier: {podLabels: {app.kubernetes.io/component: x, own: mine}, podAnnotations: {prometheus.io/scrape: "false", checksum/config: z}}
                """);

        var pod = manifests.deployment("classifier").getSpec().getTemplate().getMetadata();
        assertEquals(Map.of("app.kubernetes.io/name", "tractor", "app.kubernetes.io/instance", "tractor", "app.kubernetes.io/component", "classifier", "app.kubernetes.io/part-of", "suite",
                "own", "mine"), pod.getLabels());
        assertEquals("false", pod.getAnnotations().get("prometheus.io/scrape"));
        assertTrue(pod.getAnnotations().get("checksum/config").matches("[0-9a-f]{64}"));
        assertEquals("suite", manifests.get(Service.class, "tractor-classifier").getMetadata().getLabels().get("app.kubernetes.io/part-of"));
        References.check(manifests, new TreeSet<>());
    }

    @Test
    void restartsTheServiceWhoseConfigurationChanges() {
        Manifests before = Chart.external();
        Manifests after = Chart.external("classifier: {config: {TRACTOR_CLASSIFIER_WORKERS: 4}}");

        List<String> restarted = Manifests.SERVICES.stream()
                .filter(service -> !before.deployment(service).getSpec().getTemplate().equals(after.deployment(service).getSpec().getTemplate())).toList();
        assertEquals(List.of("classifier"), restarted);
    }

    @Test
    void leavesReplicasToTheAutoscaler() {
        Manifests manifests = Chart.external("flowExtractor: {autoscaling: {enabled: true, maxReplicas: 9}}");

        assertNull(manifests.deployment("flow-extractor").getSpec().getReplicas());
        assertEquals(1, manifests.deployment("classifier").getSpec().getReplicas());
        assertEquals(9, manifests.get(HorizontalPodAutoscaler.class, "tractor-flow-extractor").getSpec().getMaxReplicas());
        assertEquals(1, manifests.all(HorizontalPodAutoscaler.class).size());
    }

    @Test
    void bringsTheGatewayOutside() {
        Ingress ingress = Chart.external(ALL).all(Ingress.class).getFirst();
        Ingress anyHost = Chart.external("ingress: {enabled: true, path: /tractor}").all(Ingress.class).getFirst();

        assertEquals(List.of("a.example.com", "b.example.com"), ingress.getSpec().getRules().stream().map(r -> r.getHost()).toList());
        assertEquals("nginx", ingress.getSpec().getIngressClassName());
        assertEquals(Map.of("x/limit", "0"), ingress.getMetadata().getAnnotations());
        assertNull(anyHost.getSpec().getRules().getFirst().getHost());
        assertEquals("/tractor", anyHost.getSpec().getRules().getFirst().getHttp().getPaths().getFirst().getPath());
    }

    @Test
    void admitsOnlyCallersThatThereAre() {
        Manifests manifests = Chart.render(Chart.DEV, "networkPolicy: {enabled: true}");

        Map<String, List<String>> callers = manifests.all(NetworkPolicy.class).stream().collect(Collectors.toMap(
                policy -> policy.getSpec().getPodSelector().getMatchLabels().get("app.kubernetes.io/component"),
                policy -> policy.getSpec().getIngress().stream().map(rule -> rule.getFrom().isEmpty() ? "anyone"
                        : rule.getFrom().getFirst().getPodSelector().getMatchLabels().get("app.kubernetes.io/component")).toList()));
        assertEquals(Map.of("file-registry", List.of("flow-extractor", "classifier", "api-gateway"), "flow-extractor", List.of(), "classifier", List.of("api-gateway"),
                "stats-service", List.of("api-gateway"), "api-gateway", List.of("anyone"), "kafka", List.of("file-registry", "flow-extractor", "classifier", "stats-service"),
                "postgresql", List.of("file-registry", "stats-service"), "s3", List.of("file-registry", "flow-extractor", "classifier", "api-gateway")), callers);
    }

    @Test
    void listensWhereItsPortSays() {
        Manifests manifests = Chart.external("port: 9090");

        assertEquals("9090", manifests.environment("classifier").get("QUARKUS_HTTP_PORT"));
        assertEquals("http://tractor-classifier:9090", manifests.environment("api-gateway").get("TRACTOR_CLASSIFIER_URL"));
        assertEquals(List.of(9090), manifests.all(Service.class).stream().map(s -> s.getSpec().getPorts().getFirst().getPort()).distinct().toList());
        assertEquals(new IntOrString("http"), manifests.all(Service.class).getFirst().getSpec().getPorts().getFirst().getTargetPort());
    }

    @Test
    void isOfTheVersionThatIsBuilt() throws Exception {
        String pom = Files.readString(Chart.ROOT.resolve("pom.xml"));
        String version = pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");

        assertEquals("localhost/tractor/classifier:" + version, Chart.external().pod("classifier").getContainers().getFirst().getImage());
        assertEquals("r.example.com:5000/t/classifier:1", Chart.external("image: {repository: 'r.example.com:5000/t', tag: '1'}").pod("classifier").getContainers().getFirst().getImage());
    }

    @Test
    void renamesEverythingAtOnce() {
        assertTrue(Chart.external("fullnameOverride: My_Name").all(Deployment.class).stream().allMatch(d -> d.getMetadata().getName().startsWith("my-name-")));
    }
}
