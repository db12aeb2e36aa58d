package dev.tractor.registry;

import dev.tractor.registry.store.CaptureStore;
import dev.tractor.registry.store.ObjectChangedException;
import dev.tractor.registry.store.StoreUnavailableException;
import dev.tractor.registry.store.StoredObject;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/// A bucket in memory, with ETags made of the contents as S3 makes them.
@Alternative
@Priority(1)
@ApplicationScoped
public class MemoryCaptureStore implements CaptureStore {
    /// @param name of the object that was read
    public record Read(String name, long offset, long length) {}

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final List<Read> reads = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    public void put(String name, byte[] bytes) {
        objects.put(name, bytes);
    }

    public void delete(String name) {
        objects.remove(name);
    }

    public void away(boolean isAway) {
        away = isAway;
    }

    public List<Read> reads(String name) {
        return reads.stream().filter(read -> read.name().equals(name)).toList();
    }

    public void clear() {
        objects.clear();
        reads.clear();
        away = false;
    }

    public static String etag(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return HexFormat.of().toHexDigits(crc.getValue());
    }

    @Override
    public void makeBuckets() {
        checkThere();
    }

    @Override
    public Map<String, StoredObject> list() {
        checkThere();
        Map<String, StoredObject> all = new HashMap<>();
        objects.forEach((name, bytes) -> all.put(name, stored(name, bytes)));
        return all;
    }

    @Override
    public Optional<StoredObject> look(String name) {
        checkThere();
        return Optional.ofNullable(objects.get(name)).map(bytes -> stored(name, bytes));
    }

    @Override
    public InputStream read(String name, String etag, long offset, long length) throws ObjectChangedException {
        checkThere();
        reads.add(new Read(name, offset, length));
        byte[] bytes = objects.get(name);
        if (bytes == null || !etag(bytes).equals(etag)) {
            throw new ObjectChangedException(name);
        }
        return new ByteArrayInputStream(bytes, (int) offset, (int) length);
    }

    @Override
    public void delete(String name, String etag) {
        checkThere();
        objects.computeIfPresent(name, (key, bytes) -> etag(bytes).equals(etag) ? null : bytes);
    }

    public boolean has(String name) {
        return objects.containsKey(name);
    }

    @Override
    public boolean listen(Consumer<String> changedName) {
        return false;
    }

    private void checkThere() {
        if (away) {
            throw new StoreUnavailableException("away", null);
        }
    }

    private static StoredObject stored(String name, byte[] bytes) {
        return new StoredObject(name, etag(bytes), bytes.length);
    }
}
