package dev.tractor.stats.intake;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Session;
import dev.tractor.contracts.v1.SessionLink;

/// Decodes a batch and checks all that the database and the answers rely on.
final class BatchRules {
    private static final int MAX_PORT = 0xFFFF;
    private static final int MAX_PROTOCOL = 0xFF;
    private static final int MAX_TCP_FLAGS = 0xFFFF;
    private static final int MAX_END_REASON = 0xFF;
    /// PostgreSQL indexes values of up to about 2,700 bytes; no name of an application comes near this.
    private static final int MAX_LABEL_CHARACTERS = 250;

    private BatchRules() {}

    static ClassifiedBatch decode(BatchKey key, byte[] value) throws RuleBrokenException {
        ClassifiedBatch batch;
        try {
            batch = ClassifiedBatch.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new RuleBrokenException("not a classified batch: " + e.getMessage());
        }
        require(key.equals(new BatchKey(batch.getJobId(), batch.getAttempt(), batch.getBatch())), "the batch says that it is "
                + batch.getJobId() + "/" + batch.getAttempt() + "/" + batch.getBatch());
        require(batch.getJobId() >= 0, "jobs count from 0");
        require(batch.getAttempt() > 0 && batch.getBatch() >= 0, "attempts count from 1 and batches from 0");
        require(!batch.getLabellerDigest().isEmpty(), "labeller_digest is empty");
        for (ClassifiedFlow flow : batch.getFlowsList()) {
            check(flow);
        }
        for (Session session : batch.getSessionsList()) {
            check(session);
        }
        return batch;
    }

    private static void check(Session session) throws RuleBrokenException {
        require(session.getFlowsCount() > 0, "a session without a flow");
        String where = "session " + session.getFlows(0) + ": ";
        require(isAddress(session.getClientAddress()), where + "client_address of " + session.getClientAddress().size() + " bytes");
        require(session.getDurationNanos() >= 0 && session.getStartNanos() <= Long.MAX_VALUE - session.getDurationNanos(), where + "duration_nanos " + session.getDurationNanos());
        for (SessionLink link : session.getLinksList()) {
            require(inRange(link.getKind(), Short.MAX_VALUE), where + "kind of a link " + Integer.toUnsignedString(link.getKind()));
        }
    }

    private static void check(ClassifiedFlow flow) throws RuleBrokenException {
        String where = "flow " + flow.getOrdinal() + ": ";
        require(flow.getOrdinal() >= 0, where + "ordinals count from 0");
        require(inRange(flow.getProtocol(), MAX_PROTOCOL), where + "protocol " + Integer.toUnsignedString(flow.getProtocol()));
        require(isAddress(flow.getClientAddress()), where + "client_address of " + flow.getClientAddress().size() + " bytes");
        require(isAddress(flow.getServerAddress()), where + "server_address of " + flow.getServerAddress().size() + " bytes");
        require(inRange(flow.getClientPort(), MAX_PORT), where + "client_port " + Integer.toUnsignedString(flow.getClientPort()));
        require(inRange(flow.getServerPort(), MAX_PORT), where + "server_port " + Integer.toUnsignedString(flow.getServerPort()));
        require(inRange(flow.getEndReason(), MAX_END_REASON), where + "end_reason " + Integer.toUnsignedString(flow.getEndReason()));
        require(flow.getDurationNanos() >= 0 && flow.getStartNanos() <= Long.MAX_VALUE - flow.getDurationNanos(), where + "duration_nanos " + flow.getDurationNanos());
        check(flow.getForward(), where + "forward ");
        check(flow.getBackward(), where + "backward ");
        require(!flow.getLabel().isEmpty(), where + "label is empty");
        require(flow.getLabel().length() <= MAX_LABEL_CHARACTERS, where + "label of " + flow.getLabel().length() + " characters");
        require(Float.isFinite(flow.getConfidence()), where + "confidence " + flow.getConfidence());
        require(Float.isFinite(flow.getTrafficClassConfidence()), where + "traffic_class_confidence " + flow.getTrafficClassConfidence());
    }

    private static void check(Counters counters, String where) throws RuleBrokenException {
        require(counters.getPackets() >= 0 && counters.getBytes() >= 0 && counters.getPayload() >= 0, where + "counter below 0");
        require(inRange(counters.getTcpFlags(), MAX_TCP_FLAGS), where + "tcp_flags " + Integer.toUnsignedString(counters.getTcpFlags()));
    }

    private static boolean isAddress(ByteString bytes) {
        return bytes.size() == 4 || bytes.size() == 16;
    }

    private static boolean inRange(int value, int max) {
        return value >= 0 && value <= max;
    }

    private static void require(boolean kept, String otherwise) throws RuleBrokenException {
        if (!kept) {
            throw new RuleBrokenException(otherwise);
        }
    }
}
