package dev.tractor.cli;

import dev.tractor.flow.MeterOptions;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The options that bound the flow table: `--max-flows`, and `--max-memory`, which is turned into flows.
final class FlowLimit {
    private static final Pattern MEMORY = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(MiB|GiB)", Pattern.CASE_INSENSITIVE);
    private static final long MEBIBYTE = 1L << 20;

    private final Command command;
    private final Command.Argument<Integer> maxFlows;
    private final Command.Argument<String> maxMemory;

    FlowLimit(Command command) {
        this.command = command;
        maxFlows = command.option(Integer.class, "N", "Keep at most N flows live at once; beyond, the one that has been idle the longest is ended early and counted. Default: "
                + MeterOptions.DEFAULT_MAX_FLOWS + ".", "--max-flows");
        maxMemory = command.option(String.class, "AMOUNT", "Keep only as many flows live as fit into so much memory: 512MiB, 4GiB.", "--max-memory");
    }

    /// @throws picocli.CommandLine.ParameterException when the options contradict each other or leave no room
    MeterOptions of(MeterOptions options) {
        if (maxFlows.value() != null && maxMemory.value() != null) {
            throw command.wrongUsage("--max-flows and --max-memory bound the same table; give one of them");
        }
        if (maxFlows.value() != null) {
            if (maxFlows.value() < 1) {
                throw command.wrongUsage("--max-flows must be at least 1, but was " + maxFlows.value());
            }
            return options.withMaxFlows(maxFlows.value());
        }
        return maxMemory.value() == null ? options : options.withMaxFlows(flows(maxMemory.value()));
    }

    private int flows(String amount) {
        Matcher matcher = MEMORY.matcher(amount.strip());
        if (!matcher.matches()) {
            throw command.wrongUsage("--max-memory wants a number with MiB or GiB, such as 512MiB, but was '" + amount + "'");
        }
        long unit = matcher.group(2).toLowerCase(Locale.ROOT).equals("gib") ? MEBIBYTE << 10 : MEBIBYTE;
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).min(BigDecimal.valueOf(Long.MAX_VALUE));
        long flows = MeterOptions.flowsWithin(bytes.longValue());
        if (flows < 1) {
            throw command.wrongUsage("--max-memory " + amount + " leaves no room for flows; more than " + MeterOptions.FIXED_BYTES / MEBIBYTE + "MiB are needed besides them");
        }
        return (int) Math.min(flows, Integer.MAX_VALUE);
    }
}
