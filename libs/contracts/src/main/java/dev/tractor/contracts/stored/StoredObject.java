package dev.tractor.contracts.stored;

import java.io.IOException;

/// The bytes of an object: a file, or an object of a store by ranged reads.
public interface StoredObject {
    long length() throws IOException;

    /// @return exactly `length` bytes
    byte[] read(long position, int length) throws IOException;
}
