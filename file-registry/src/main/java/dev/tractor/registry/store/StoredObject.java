package dev.tractor.registry.store;

/// An object as the bucket has it now.
///
/// @param name key in the bucket
/// @param etag without quotation marks
/// @param sizeBytes its length
public record StoredObject(String name, String etag, long sizeBytes) {
    /// The same bytes under the same name.
    public boolean isVersion(String otherEtag) {
        return etag.equals(otherEtag);
    }
}
