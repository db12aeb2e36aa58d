package dev.tractor.registry.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What the extraction of a capture found of the capture itself.
///
/// @param capture what the file says of itself
/// @param accounting where every packet went
/// @param health how far the capture shows what went over the wire
/// @param balanced whether packets and bytes add up
public record HealthReport(JsonNode capture, JsonNode accounting, JsonNode health, List<Completion.Warning> warnings, boolean balanced) {
    static HealthReport of(Completion completion) {
        JsonNode sums = completion.accounting();
        return new HealthReport(completion.captureInfo(), sums, completion.health(), completion.warnings(), balances(sums, "packets_") && balances(sums, "bytes_"));
    }

    /// All that was read went somewhere.
    private static boolean balances(JsonNode sums, String unit) {
        String read = unit + "read";
        return sums != null && sums.path(read).asLong(-1) == sums.properties().stream()
                .filter(sum -> sum.getKey().startsWith(unit) && !sum.getKey().equals(read)).mapToLong(sum -> sum.getValue().asLong()).sum();
    }
}
