package dev.tractor.flow;

import dev.tractor.flow.session.Session;

/// Receives flows as they end, and sessions.
@FunctionalInterface
public interface FlowSink {
    /// @param flow a view that is reused for the next flow: copy what is to be kept
    void flow(FlowView flow);

    /// Receives a session once nothing can join it any more, after all its flows; only where [MeterOptions#sessions] asks for them.
    default void session(Session session) {}
}
