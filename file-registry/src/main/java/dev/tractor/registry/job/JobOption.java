package dev.tractor.registry.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a job can be asked to do otherwise than the flow model says. An option that is not given is not kept: then the extractor's own value counts.
enum JobOption {
    /// A longer gap begins a new flow; seconds.
    IDLE_TIMEOUT("idle_timeout_s", "0.001", "604800", false),
    /// The same for established TCP.
    TCP_IDLE_TIMEOUT("tcp_idle_timeout_s", "0.001", "604800", false),
    /// A flow that lasts longer is cut; 0: never.
    ACTIVE_TIMEOUT("active_timeout_s", "0", "604800", false),
    /// How long a closed TCP flow still takes its last packets.
    CLOSE_LINGER("close_linger_s", "0", "3600", false),
    /// Flows that may be live at once. An extractor that has less room fails the job.
    MAX_FLOWS("max_flows", "1", "100000000", true),
    /// Packets before this time are left out, counted as filtered; seconds since the epoch.
    TIME_START("time_start", "0", "9000000000", false),
    /// Packets from this time on are left out.
    TIME_END("time_end", "0", "9000000000", false);

    /// Microseconds.
    private static final int MAX_DECIMALS = 6;

    private final String wire;
    private final BigDecimal least;
    private final BigDecimal most;
    private final boolean whole;

    JobOption(String wire, String least, String most, boolean whole) {
        this.wire = wire;
        this.least = new BigDecimal(least);
        this.most = new BigDecimal(most);
        this.whole = whole;
    }

    String wire() {
        return wire;
    }

    /// @throws IllegalArgumentException when there is none so called
    static JobOption named(String name) {
        Optional<JobOption> option = Arrays.stream(values()).filter(candidate -> candidate.wire.equals(name)).findFirst();
        return option.orElseThrow(() -> new IllegalArgumentException("there is no option '" + name + "'; there are " + Arrays.stream(values()).map(JobOption::wire).collect(Collectors.joining(", "))));
    }

    /// In one form, so that 60 and 60.0 are equal.
    ///
    /// @throws IllegalArgumentException when it is no number of its range
    BigDecimal checked(JsonNode value) {
        if (value.isNumber() && Math.abs(value.doubleValue()) <= most.doubleValue()) {
            BigDecimal number = value.decimalValue().stripTrailingZeros();
            BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
            if (plain.scale() <= (whole ? 0 : MAX_DECIMALS) && plain.compareTo(least) >= 0 && plain.compareTo(most) <= 0) {
                return plain;
            }
        }
        throw new IllegalArgumentException("option %s is a %s from %s to %s, not %s".formatted(wire, whole ? "whole number" : "number of at most " + MAX_DECIMALS + " decimals",
                least.toPlainString(), most.toPlainString(), abbreviated(value.toString())));
    }

    private static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
