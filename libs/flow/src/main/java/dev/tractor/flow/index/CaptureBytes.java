package dev.tractor.flow.index;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The bytes of an uncompressed capture: a file, an object by ranged reads, or a compressed one that is read from its beginning.
@FunctionalInterface
public interface CaptureBytes {
    /// Opens a span, which mostly lies behind the one before. The one before is closed.
    ///
    /// @param length bytes that will be read, at least 1
    /// @return may give more than `length` bytes
    InputStream open(long offset, long length) throws IOException;

    /// Tells which spans will be opened next, in this order and perhaps with others between them, so that what is far away can be asked for ahead.
    default void expect(List<Span> spans) {}
}
