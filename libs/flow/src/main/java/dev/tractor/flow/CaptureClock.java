package dev.tractor.flow;

/// How much time has passed in a capture, for the timers. It only goes forward: a timestamp that leaps (one packet from 2038, a second interface with
/// another clock) moves it only when the following packets agree: they go on from there, be it with pauses.
final class CaptureClock {
    /// A usual pause between two packets of a capture, nanoseconds; more is a leap.
    private static final long STEP_NANOS = 10_000_000_000L;
    /// Packets in a row that make a leap true.
    private static final int AGREEING_PACKETS = 3;
    /// Between neighbouring packets; more is worth a warning, less is a quiet night.
    static final long JUMP_NANOS = 86_400_000_000_000L;

    private long reference;
    private long elapsed;
    private long leapTo;
    private int agreeing;

    void start(long nanos) {
        reference = nanos;
    }

    /// @return nanoseconds since the first packet, never less than before
    long advance(long nanos) {
        long step = nanos - reference;
        if (step >= 0 && step <= STEP_NANOS) {
            elapsed += step;
            reference = nanos;
            agreeing = 0;
        } else if (step < -STEP_NANOS || step > 0) {
            leap(nanos, step);
        }
        return elapsed;
    }

    /// The packet time that the clock stands at, nanoseconds since the epoch.
    long reference() {
        return reference;
    }

    /// The time at the end of the capture, where no packet can agree any more: a last leap forward of less than a day is taken for true.
    long end() {
        long step = leapTo - reference;
        return agreeing > 0 && step > 0 && step < JUMP_NANOS ? elapsed + step : elapsed;
    }

    private void leap(long nanos, long step) {
        boolean goesOn = nanos - leapTo >= -STEP_NANOS && nanos - leapTo <= JUMP_NANOS;
        agreeing = agreeing > 0 && goesOn ? agreeing + 1 : 1;
        leapTo = nanos;
        if (agreeing == AGREEING_PACKETS) {
            elapsed += Math.max(0, step);
            reference = nanos;
            agreeing = 0;
        }
    }
}
