package dev.tractor.stats.columns;

/// What came of a job cannot be all true: processing it again gives other flows.
public final class FlowsContradictException extends RuntimeException {
    public FlowsContradictException(String what) {
        super(what);
    }
}
