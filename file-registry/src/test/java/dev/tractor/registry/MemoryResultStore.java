package dev.tractor.registry;

import dev.tractor.registry.store.ResultStore;
import dev.tractor.registry.store.StoreUnavailableException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers of which jobs the results were deleted.
@Alternative
@Priority(1)
@ApplicationScoped
public class MemoryResultStore implements ResultStore {
    private final List<Long> deleted = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    public List<Long> deleted() {
        return List.copyOf(deleted);
    }

    public void away(boolean isAway) {
        away = isAway;
    }

    public void clear() {
        deleted.clear();
        away = false;
    }

    @Override
    public void delete(long jobId) {
        if (away) {
            throw new StoreUnavailableException("away", null);
        }
        deleted.add(jobId);
    }
}
