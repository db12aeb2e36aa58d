package dev.tractor.cli;

import dev.tractor.flow.FlowSummary;
import dev.tractor.flow.Symptom;
import dev.tractor.model.Decision;
import dev.tractor.query.FlowField;
import dev.tractor.query.Predicates;

/// A flow as a query asks it.
///
/// @param decision null where flows are not labelled
/// @param session NaN without one
record QueriedFlow(long ordinal, FlowSummary flow, Decision decision, double session) implements Predicates.Row {
    static QueriedFlow metered(long ordinal, FlowSummary flow) {
        return new QueriedFlow(ordinal, flow, null, Double.NaN);
    }

    static QueriedFlow labelled(long ordinal, FlowSummary flow, Decision decision) {
        return new QueriedFlow(ordinal, flow, decision, Double.NaN);
    }

    @Override
    public String text(FlowField field) {
        return switch (field) {
            case LABEL -> decision.label();
            case GROUP -> decision.group();
            case METHOD -> decision.method();
            case APPLICATION_PROTOCOL -> decision.applicationProtocol();
            case TRAFFIC_CLASS -> decision.trafficClass();
            case DOMAIN -> decision.domain();
            case USER_AGENT -> decision.userAgent();
            case COMMENT -> decision.comment();
            case END_REASON -> flow.endReason().label();
            case SYMPTOM -> Symptom.labels(flow.symptoms());
            default -> throw new IllegalArgumentException(field + " is no text that is known here");
        };
    }

    @Override
    public double number(FlowField field) {
        return switch (field) {
            case SRC_PORT -> flow.clientPort();
            case DST_PORT -> flow.serverPort();
            case PROTOCOL -> flow.protocol();
            case BYTES -> flow.bytesForward() + flow.bytesBackward();
            case BYTES_FWD -> flow.bytesForward();
            case BYTES_BWD -> flow.bytesBackward();
            case PACKETS -> flow.packetsForward() + flow.packetsBackward();
            case PACKETS_FWD -> flow.packetsForward();
            case PACKETS_BWD -> flow.packetsBackward();
            case START -> flow.startNanos();
            case END -> flow.endNanos();
            case DURATION -> flow.endNanos() - flow.startNanos();
            // its shortest decimal, as it is written and compared elsewhere
            case CONFIDENCE -> Double.parseDouble(Float.toString(decision.confidence()));
            case FLOW -> ordinal;
            case SESSION -> session;
            default -> throw new IllegalArgumentException(field + " is no number that is known here");
        };
    }

    @Override
    public byte[] address(FlowField field) {
        return field == FlowField.SRC_IP ? flow.clientAddress() : flow.serverAddress();
    }
}
