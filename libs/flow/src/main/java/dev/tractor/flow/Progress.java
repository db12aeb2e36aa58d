package dev.tractor.flow;

/// Says now and then how far the metering is.
@FunctionalInterface
public interface Progress {
    /// @param bytesRead of the capture as it is stored (compressed bytes of a compressed one)
    /// @param packets read so far
    /// @param flows begun so far
    /// @return false to stop: the metering ends with [MeteringStoppedException]
    boolean reached(long bytesRead, long packets, long flows);
}
