package dev.tractor.registry;

import dev.tractor.registry.store.UploadRefusedException;
import dev.tractor.registry.store.UploadStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Unfinished uploads in memory, which become objects of the [MemoryCaptureStore].
@Alternative
@Priority(1)
@ApplicationScoped
public class MemoryUploadStore implements UploadStore {
    private final Map<String, Map<String, byte[]>> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final MemoryCaptureStore captures;

    MemoryUploadStore(MemoryCaptureStore captures) {
        this.captures = captures;
    }

    /// As a client sends it.
    ///
    /// @return its ETag
    public String put(String storeId, byte[] part) {
        String etag = MemoryCaptureStore.etag(part);
        uploads.get(storeId).put(etag, part);
        return etag;
    }

    public boolean holds(String storeId) {
        return uploads.containsKey(storeId);
    }

    @Override
    public String begin(String name) {
        String storeId = "s" + begun.incrementAndGet();
        uploads.put(storeId, new ConcurrentHashMap<>());
        return storeId;
    }

    @Override
    public void complete(String name, String storeId, List<String> etags, boolean onlyNew) {
        Map<String, byte[]> parts = uploads.get(storeId);
        if (parts == null || !parts.keySet().containsAll(etags)) {
            throw new UploadRefusedException("InvalidPart");
        }
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        etags.forEach(etag -> object.writeBytes(parts.get(etag)));
        captures.put(name, object.toByteArray());
        uploads.remove(storeId);
    }

    @Override
    public void abort(String name, String storeId) {
        uploads.remove(storeId);
    }
}
