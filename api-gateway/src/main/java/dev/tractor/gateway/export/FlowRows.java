package dev.tractor.gateway.export;

import dev.tractor.gateway.flows.FlowItem;
import java.io.IOException;

/// Writes flows one after another.
interface FlowRows {
    void write(FlowItem flow) throws IOException;

    /// Completes the file; the stream below stays open.
    void finish() throws IOException;
}
