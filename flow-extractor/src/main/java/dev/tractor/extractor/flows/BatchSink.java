package dev.tractor.extractor.flows;

import dev.tractor.flow.FlowSink;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.session.Session;

/// Puts what a metering gives into batches. For one thread.
public record BatchSink(FlowMessages messages, BatchCutter cutter) implements FlowSink {
    @Override
    public void flow(FlowView flow) {
        cutter.add(messages.of(flow));
    }

    @Override
    public void session(Session session) {
        cutter.add(FlowMessages.of(session));
    }
}
