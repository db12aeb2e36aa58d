package dev.tractor.stats.search;

/// The orders in which hosts can be paged through. Hosts that are equal in it stand in the order of their addresses.
public enum HostSort {
    BYTES("bytes", "(bytes_sent + bytes_received)"),
    FLOWS("flows", "flows"),
    PEERS("peers", "peers"),
    IP("ip", "0::bigint"),
    BYTES_SENT("bytes_sent", "bytes_sent"),
    BYTES_RECEIVED("bytes_received", "bytes_received");

    private final String field;
    private final String expression;

    HostSort(String field, String expression) {
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
