package dev.tractor.extractor.store;

import java.io.IOException;
import java.io.InputStream;

/// One version of an object. An [IOException] means that the store is away: ask again.
public interface CaptureObject {
    /// Its name, for logs.
    String name();

    /// Length in bytes.
    long length();

    /// Opens a range.
    ///
    /// @throws CaptureChangedException when the object is not this version any more
    InputStream open(long offset, long count) throws IOException, InterruptedException;

    /// @throws CaptureChangedException when the object is not this version any more
    void requireUnchanged() throws IOException, InterruptedException;
}
