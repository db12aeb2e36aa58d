package dev.tractor.registry.upload;

/// An upload as it is shown over REST.
///
/// @param storeId by what the object store knows it
/// @param partBytes length of every part but the last
/// @param parts how many there are, counted from 1
/// @param expiresAt seconds since the epoch
public record UploadView(String uploadId, String storeId, String name, long partBytes, int parts, long expiresAt) {
    static UploadView of(Upload upload) {
        return new UploadView(upload.id(), upload.storeId(), upload.name(), upload.partBytes(), upload.parts(), upload.expiresAt().getEpochSecond());
    }
}
