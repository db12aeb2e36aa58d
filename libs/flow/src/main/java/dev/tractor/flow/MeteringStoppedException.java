package dev.tractor.flow;

/// The [Progress] listener asked to stop.
public final class MeteringStoppedException extends RuntimeException {
    public MeteringStoppedException() {
        super("metering was stopped");
    }
}
