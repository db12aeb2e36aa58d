package dev.tractor.cli;

import dev.tractor.flow.FlowSummary;
import dev.tractor.flow.Symptom;
import dev.tractor.vocabulary.EndReason;
import java.util.Set;

/// What a table of flows shows of one, as a copy of the meter's view.
///
/// @param startNanos since the epoch
/// @param endNanos since the epoch
/// @param firstIcmpError type above code, -1 without one
record FlowRow(
        byte[] clientAddress, int clientPort, byte[] serverAddress, int serverPort, int protocol, long startNanos, long endNanos,
        long packetsForward, long packetsBackward, long bytesForward, long bytesBackward, EndReason endReason,
        long scope, Set<Symptom> symptoms, int icmpErrors, int firstIcmpError) implements FlowSummary {

    static FlowRow of(FlowSummary flow) {
        return new FlowRow(
                flow.clientAddress(), flow.clientPort(), flow.serverAddress(), flow.serverPort(), flow.protocol(), flow.startNanos(), flow.endNanos(),
                flow.packetsForward(), flow.packetsBackward(), flow.bytesForward(), flow.bytesBackward(), flow.endReason(),
                flow.scope(), flow.symptoms(), flow.icmpErrors(), flow.firstIcmpError());
    }
}
