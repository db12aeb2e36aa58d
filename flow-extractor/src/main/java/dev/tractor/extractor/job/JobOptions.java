package dev.tractor.extractor.job;

import dev.tractor.flow.MeterOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// What a job asks for otherwise than the extractor does by itself, as file-registry has checked and pinned it.
final class JobOptions {
    private static final String IDLE_TIMEOUT = "idle_timeout_s";
    private static final String TCP_IDLE_TIMEOUT = "tcp_idle_timeout_s";
    private static final String ACTIVE_TIMEOUT = "active_timeout_s";
    private static final String CLOSE_LINGER = "close_linger_s";
    private static final String MAX_FLOWS = "max_flows";
    private static final String TIME_START = "time_start";
    private static final String TIME_END = "time_end";
    private static final Set<String> KNOWN = Set.of(IDLE_TIMEOUT, TCP_IDLE_TIMEOUT, ACTIVE_TIMEOUT, CLOSE_LINGER, MAX_FLOWS, TIME_START, TIME_END);
    private static final int NANOS_DIGITS = 9;

    private final Map<String, Object> values;

    private JobOptions(Map<String, Object> values) {
        this.values = values;
    }

    /// @param own what the extractor does by itself; its bound of flows holds for every job
    /// @throws OptionRefusedException when this extractor cannot do what is asked
    static MeterOptions apply(Map<String, Object> values, MeterOptions own) throws OptionRefusedException {
        for (String name : values.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new OptionRefusedException("this flow-extractor does not know the option " + name + ": it is older than the file-registry that took it");
            }
        }
        return new JobOptions(values).applied(own);
    }

    private MeterOptions applied(MeterOptions own) throws OptionRefusedException {
        long maxFlows = values.containsKey(MAX_FLOWS) ? number(MAX_FLOWS).longValue() : own.maxFlows();
        if (maxFlows > own.maxFlows()) {
            throw new OptionRefusedException("max_flows is " + maxFlows + ", but a job of this flow-extractor has room for " + own.maxFlows() + " (tractor.extractor.max-flows)");
        }
        return own.withMaxFlows(Math.toIntExact(maxFlows))
                .withTimeouts(duration(IDLE_TIMEOUT, own.idleTimeout()), duration(TCP_IDLE_TIMEOUT, own.tcpIdleTimeout()), duration(ACTIVE_TIMEOUT, own.activeTimeout()),
                        duration(CLOSE_LINGER, own.closeLinger()))
                .between(nanos(TIME_START, own.fromNanos()), nanos(TIME_END, own.untilNanos()));
    }

    private Duration duration(String name, Duration otherwise) {
        return values.containsKey(name) ? Duration.ofNanos(nanos(name, 0)) : otherwise;
    }

    private long nanos(String name, long otherwise) {
        return values.containsKey(name) ? number(name).movePointRight(NANOS_DIGITS).longValueExact() : otherwise;
    }

    /// Of the JSON that came.
    private BigDecimal number(String name) {
        return new BigDecimal(values.get(name).toString());
    }
}
