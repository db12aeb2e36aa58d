package dev.tractor.registry.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The bucket of captures. Every call throws [StoreUnavailableException] while the store is away.
public interface CaptureStore {
    /// Makes the suite's buckets that are missing.
    void makeBuckets();

    /// All objects by name, whatever their number: about 200 bytes of memory each.
    Map<String, StoredObject> list();

    /// The object as it is now; empty when there is none.
    Optional<StoredObject> look(String name);

    /// Reads `length` bytes from `offset` of one version.
    ///
    /// @throws ObjectChangedException when the bucket has another version, or none
    InputStream read(String name, String etag, long offset, long length) throws IOException;

    /// Deletes the object if it is this version; nothing happens when it is another one or none. The store is asked first and told then: a version that comes in between goes too.
    void delete(String name, String etag);

    /// Says the names of objects that change, for as long as the store does.
    ///
    /// @return when the store ends it: true when asking again makes sense, false when this store has no notifications
    boolean listen(Consumer<String> changedName);
}
