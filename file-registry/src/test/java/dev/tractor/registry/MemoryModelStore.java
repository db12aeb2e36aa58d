package dev.tractor.registry;

import dev.tractor.registry.store.ModelStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A bucket of models in memory.
@Alternative
@Priority(1)
@ApplicationScoped
public class MemoryModelStore implements ModelStore {
    private final Set<String> digests = ConcurrentHashMap.newKeySet();

    public void put(String digest) {
        digests.add(digest);
    }

    public void clear() {
        digests.clear();
    }

    @Override
    public boolean holds(String digest) {
        return digests.contains(digest);
    }

    @Override
    public void delete(String digest) {
        digests.remove(digest);
    }
}
