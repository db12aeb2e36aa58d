package dev.tractor.registry.store;

import java.util.List;

/// Uploads into the bucket of captures that clients send part by part. Every call throws [StoreUnavailableException] while the store is away.
public interface UploadStore {
    /// @return by what the store knows the new upload
    String begin(String name);

    /// Makes the object of its parts.
    ///
    /// @param etags of the parts, from part 1 on
    /// @param onlyNew nothing is overwritten, where the store can see to it
    /// @throws UploadRefusedException when the store has not got exactly these parts, or something of that name
    void complete(String name, String storeId, List<String> etags, boolean onlyNew);

    /// Gives an upload up; nothing happens when there is none.
    void abort(String name, String storeId);
}
