package dev.tractor.stats.search;

/// The orders in which sessions can be paged through. Sessions that are equal in it stand in the order of the capture.
public enum SessionSort {
    SESSION("session", "session"),
    START("start", "start_nanos"),
    DURATION("duration", "(end_nanos - start_nanos)"),
    FLOWS("flows", "flows"),
    BYTES("bytes", "(bytes_forward + bytes_backward)"),
    PACKETS("packets", "(packets_forward + packets_backward)");

    private final String field;
    private final String expression;

    SessionSort(String field, String expression) {
        this.field = field;
        this.expression = expression;
    }

    /// As a request names it.
    public String field() {
        return field;
    }

    String expression() {
        return expression;
    }
}
