package dev.tractor.flow;

/// Receives flows as they end.
@FunctionalInterface
public interface FlowSink {
    /// @param flow a view that is reused for the next flow: copy what is to be kept
    void flow(FlowView flow);
}
