package dev.tractor.extractor.store;

import java.io.IOException;
import java.util.List;

/// The multipart upload of one object. An [IOException] means that the store is away: ask again; every call may be repeated.
public interface ObjectUpload {
    /// Its name, for logs.
    String name();

    /// Stores an object that fits one part, without a multipart upload.
    void put(byte[] bytes, int length) throws IOException, InterruptedException;

    /// Begins a multipart upload.
    ///
    /// @return its id
    String begin() throws IOException, InterruptedException;

    /// @param number counted from 1
    /// @return the part's ETag
    String part(String uploadId, int number, byte[] bytes, int length) throws IOException, InterruptedException;

    /// Makes the object from its parts.
    ///
    /// @param etags of the parts, the first one's first
    void complete(String uploadId, List<String> etags) throws IOException, InterruptedException;

    /// Gives it up; the store forgets its parts.
    void abort(String uploadId) throws IOException, InterruptedException;
}
