package dev.tractor.extractor;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashMap;
import java.util.Map;

/// What the service talks to, on this machine's loopback: registry, store, and requests from memory instead of Kafka.
public class Surroundings implements QuarkusTestResourceLifecycleManager {
    /// A field that gets a server.
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    @interface Server {}

    private RegistryServer registry;
    private StoreServer store;

    @Override
    public Map<String, String> start() {
        try {
            registry = new RegistryServer();
            store = new StoreServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> config = new HashMap<>(InMemoryConnector.switchIncomingChannelsToInMemory("extraction-requests"));
        config.put("tractor.registry.url", registry.url());
        config.put("tractor.extractor.poll-every", "1h");
        config.put("tractor.extractor.heartbeat-every", "10ms");
        config.put("quarkus.minio.host", store.url());
        config.put("quarkus.minio.access-key", "key");
        config.put("quarkus.minio.secret-key", "secret-key");
        config.put("quarkus.http.test-port", "0");
        return config;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(registry, new TestInjector.AnnotatedAndMatchesType(Server.class, RegistryServer.class));
        injector.injectIntoFields(store, new TestInjector.AnnotatedAndMatchesType(Server.class, StoreServer.class));
    }

    @Override
    public void stop() {
        registry.close();
        store.close();
    }
}
