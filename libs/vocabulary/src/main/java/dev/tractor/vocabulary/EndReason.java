package dev.tractor.vocabulary;

/// Why a flow ended: IPFIX `flowEndReason` (RFC 5102, information element 136).
public enum EndReason {
    /// No packet for the idle timeout.
    IDLE_TIMEOUT(1, "idle"),
    /// The flow lasted longer than the active timeout (off by default for files).
    ACTIVE_TIMEOUT(2, "active"),
    /// FIN both ways or RST.
    END_OF_FLOW(3, "end"),
    /// The capture ended, or the metering was stopped.
    FORCED_END(4, "forced"),
    /// The flow table was full.
    LACK_OF_RESOURCES(5, "resources");

    private final int ipfix;
    private final String label;

    EndReason(int ipfix, String label) {
        this.ipfix = ipfix;
        this.label = label;
    }

    /// The number of RFC 5102, 1 to 5; `end_reason` in tables and events.
    public int ipfix() {
        return ipfix;
    }

    /// A word for people.
    public String label() {
        return label;
    }

    /// @throws IllegalArgumentException for a number that RFC 5102 does not name
    public static EndReason ofIpfix(int number) {
        for (EndReason reason : values()) {
            if (reason.ipfix == number) {
                return reason;
            }
        }
        throw new IllegalArgumentException("flowEndReason " + number + " is none of 1 to 5");
    }
}
