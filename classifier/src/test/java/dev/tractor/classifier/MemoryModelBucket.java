package dev.tractor.classifier;

import dev.tractor.classifier.models.ModelBucket;
import dev.tractor.model.ModelFiles;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A bucket of models in memory that can be away for some calls.
@Mock
@Singleton
public class MemoryModelBucket implements ModelBucket {
    private final Map<String, ModelFiles> models = new ConcurrentHashMap<>();
    private final AtomicInteger awayFor = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();

    public void put(String digest, ModelFiles files) {
        models.put(digest, files);
    }

    public boolean holds(String digest) {
        return models.containsKey(digest);
    }

    public void delete(String digest) {
        models.remove(digest);
    }

    public void awayFor(int calls) {
        awayFor.set(calls);
    }

    /// How often a model was fetched.
    public int reads() {
        return reads.get();
    }

    @Override
    public Optional<ModelFiles> read(String digest) throws IOException {
        requireThere();
        reads.incrementAndGet();
        return Optional.ofNullable(models.get(digest));
    }

    @Override
    public Optional<byte[]> report(String digest) throws IOException {
        requireThere();
        return Optional.ofNullable(models.get(digest)).map(ModelFiles::report);
    }

    @Override
    public void write(ModelFiles files) throws IOException {
        requireThere();
        models.put(files.digest(), files);
    }

    private void requireThere() throws IOException {
        if (awayFor.getAndUpdate(calls -> Math.max(0, calls - 1)) > 0) {
            throw new IOException("away");
        }
    }
}
