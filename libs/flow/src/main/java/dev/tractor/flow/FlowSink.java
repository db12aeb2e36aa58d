package dev.tractor.flow;

import dev.tractor.flow.session.Session;

/// Receives flows as they end, and sessions.
@FunctionalInterface
public interface FlowSink {
    /// @param flow a view that is reused for the next flow: copy what is to be kept
    void flow(FlowView flow);

    /// Receives a session once nothing can join it any more, after all its flows; only where [MeterOptions#sessions] asks for them.
    default void session(Session session) {}

    /// Whether there may be threads beside the one that meters: one that tells flows, one at a time and in the same order, and one that reads a file ahead. Only without sessions.
    default boolean isAside() {
        return false;
    }

    /// The same sink, told its flows aside.
    static FlowSink aside(FlowSink sink) {
        return new FlowSink() {
            @Override
            public void flow(FlowView flow) {
                sink.flow(flow);
            }

            @Override
            public boolean isAside() {
                return true;
            }
        };
    }
}
