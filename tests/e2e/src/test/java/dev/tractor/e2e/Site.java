package dev.tractor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A running suite with a few finished jobs, and a browser before it. All classes of tests that take one as a parameter share it; it ends with the last of them.
///
/// @param known job of [KnownCapture], as `known.pcap`
/// @param office job of [OfficeCapture], as `office/monday.pcap`
/// @param again job that labels the flows of `office` again
record Site(EmbeddedStack stack, Api api, Chromium chromium, long known, long office, long again) implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(3);
    static final Path GEOIP = Path.of(System.getProperty("tractor.corpus"), "maxmind", "GeoIP2-City-Test.mmdb");

    /// Starts it when the first class asks for it.
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Site.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Path executable = Chromium.find().orElse(null);
            assumeTrue(executable != null, Chromium.MISSING);
            return context.getRoot().getStore(Namespace.create(Site.class)).computeIfAbsent(Site.class, _ -> start(executable), Site.class);
        }
    }

    private static Site start(Path executable) {
        EmbeddedStack stack = EmbeddedStack.start("page", Files.isReadable(GEOIP) ? Map.of("TRACTOR_GEOIP_DATABASE", GEOIP.toString()) : Map.of());
        try {
            Api api = new Api(stack.gateway());
            long known = finished(api, "known.pcap", KnownCapture.pcap());
            new Bucket(stack, "captures").put("office/monday.pcap", OfficeCapture.pcap());
            Api.await("listing of office/monday.pcap", LIMIT, () -> api.listed("office/monday.pcap"), file -> !file.isMissingNode());
            long office = api.process("office/monday.pcap");
            api.finished(office, LIMIT);
            long again = api.startJob("{\"relabel\": %d}".formatted(office));
            api.finished(again, LIMIT);
            return new Site(stack, api, Chromium.launch(executable), known, office, again);
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    private static long finished(Api api, String name, byte[] content) {
        assertEquals(201, api.upload("", name, content).status());
        long job = api.process(name);
        api.finished(job, LIMIT);
        return job;
    }

    @Override
    public void close() {
        chromium.close();
        stack.close();
    }
}
