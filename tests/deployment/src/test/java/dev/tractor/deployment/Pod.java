package dev.tractor.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A service's image, run as the chart's deployment says.
final class Pod implements AutoCloseable {
    private static final Path SCRIPT = Chart.ROOT.resolve("tests/deployment/src/test/resources/run-as-pod.sh");
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Path log;
    private final Process process;
    private final URI address;

    private Pod(Path log, Process process, URI address) {
        this.log = log;
        this.process = process;
        this.address = address;
    }

    /// @param ip    the address of the loopback interface that the pod has for itself
    /// @param hosts the names of the Services
    static Pod start(Manifests manifests, String service, ImageTar image, String ip, Path hosts, Path folder) throws IOException {
        PodSpec pod = manifests.pod(service);
        Container container = pod.getContainers().getFirst();
        Map<String, String> environment = new TreeMap<>(image.environment());
        environment.putAll(manifests.environment(service));
        long tmpLimit = Quantity.getAmountInBytes(pod.getVolumes().getFirst().getEmptyDir().getSizeLimit()).longValueExact();
        List<String> command = command(Files.createDirectories(folder.resolve("pods").resolve(service)), image.layers().reversed().stream().map(Path::toString).collect(Collectors.joining(":")),
                hosts, pod.getSecurityContext().getRunAsUser(), pod.getSecurityContext().getRunAsGroup(), tmpLimit, image.entryPoint());
        Path log = folder.resolve(service + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        String path = builder.environment().get("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().putAll(environment);
        return new Pod(log, builder.start(), URI.create("http://" + ip + ":" + container.getPorts().getFirst().getContainerPort()));
    }

    /// @param layers   folders, the top one first, separated by colons
    /// @param tmpLimit bytes that `/tmp` may hold
    static List<String> command(Path folder, String layers, Path hosts, long user, long group, long tmpLimit, List<String> program) {
        List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "sh", SCRIPT.toString(),
                folder.toString(), layers, hosts.toString(), "" + user, "" + group, "" + tmpLimit));
        words.addAll(program);
        return words;
    }

    URI address() {
        return address;
    }

    /// @return the status, 0 while nothing answers
    int status(String path) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IOException("The pod has ended:\n" + log());
        }
        try {
            return HTTP.send(HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (java.net.ConnectException | java.net.http.HttpTimeoutException e) {
            return 0;
        }
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /// The lines of `/proc/PID/FILE` of the Java process.
    List<String> proc(String file) throws IOException {
        ProcessHandle java = process.descendants().filter(p -> p.info().command().orElse("").endsWith("/java")).findFirst().orElseThrow();
        return Files.readAllLines(Path.of("/proc", "" + java.pid(), file));
    }

    /// Ends the program itself: it would outlive `unshare`, since a change of account takes back the signal that `--kill-child` asks for.
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
