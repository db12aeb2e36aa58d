package dev.tractor.stats.intake;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Session;
import dev.tractor.contracts.v1.SessionLink;
import dev.tractor.stats.store.BatchPart;
import dev.tractor.stats.store.IncomingBatch;
import dev.tractor.stats.store.WireFields;
import dev.tractor.stats.store.WireFlow;
import dev.tractor.stats.store.WireFlow.WireCounters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads a batch, checks all that the database and the answers rely on, and cuts it by segments. Flows stay bytes: so many come that objects for them would be most of the work.
final class BatchRules {
    private static final int MAX_PORT = 0xFFFF;
    private static final int MAX_PROTOCOL = 0xFF;
    private static final int MAX_TCP_FLAGS = 0xFFFF;
    private static final int MAX_END_REASON = 0xFF;
    /// PostgreSQL indexes values of up to about 2,700 bytes; no name of an application comes near this.
    private static final int MAX_LABEL_CHARACTERS = 250;
    private static final int[] TEXTS = {ClassifiedFlow.LABEL_FIELD_NUMBER, ClassifiedFlow.LABEL_GROUP_FIELD_NUMBER, ClassifiedFlow.METHOD_FIELD_NUMBER, ClassifiedFlow.COMMENT_FIELD_NUMBER,
        ClassifiedFlow.APPLICATION_PROTOCOL_FIELD_NUMBER, ClassifiedFlow.TRAFFIC_CLASS_FIELD_NUMBER, ClassifiedFlow.DOMAIN_FIELD_NUMBER, ClassifiedFlow.USER_AGENT_FIELD_NUMBER};

    private final byte[] value;
    private final WireFlow flow = new WireFlow();
    private final Map<Long, BatchPart.Builder> parts = new TreeMap<>();
    private BatchPart.Builder last;
    private long lastSegment = -1;
    private int flows;
    private long packets;

    private BatchRules(byte[] value) {
        this.value = value;
    }

    static IncomingBatch decode(BatchKey key, byte[] value) throws RuleBrokenException {
        try {
            return new BatchRules(value).read(key);
        } catch (InvalidProtocolBufferException e) {
            throw new RuleBrokenException("not a classified batch: " + e.getMessage());
        }
    }

    private IncomingBatch read(BatchKey key) throws InvalidProtocolBufferException, RuleBrokenException {
        ClassifiedBatch.Builder head = ClassifiedBatch.newBuilder();
        WireFields fields = new WireFields().of(value, 0, value.length);
        while (fields.next()) {
            switch (fields.field()) {
                case ClassifiedBatch.JOB_ID_FIELD_NUMBER -> head.setJobId(fields.number());
                case ClassifiedBatch.ATTEMPT_FIELD_NUMBER -> head.setAttempt((int) fields.number());
                case ClassifiedBatch.BATCH_FIELD_NUMBER -> head.setBatch((int) fields.number());
                case ClassifiedBatch.LABELLER_DIGEST_FIELD_NUMBER -> head.setLabellerDigestBytes(text(fields));
                case ClassifiedBatch.MODEL_DIGEST_FIELD_NUMBER -> head.setModelDigestBytes(text(fields));
                case ClassifiedBatch.CATALOGUE_DIGEST_FIELD_NUMBER -> head.setCatalogueDigestBytes(text(fields));
                case ClassifiedBatch.FLOWS_FIELD_NUMBER -> addFlow(fields.begin(), fields.end());
                case ClassifiedBatch.SESSIONS_FIELD_NUMBER -> addSession(fields.begin(), fields.end());
                default -> { }
            }
        }
        require(key.equals(new BatchKey(head.getJobId(), head.getAttempt(), head.getBatch())), "the batch says that it is " + head.getJobId() + "/" + head.getAttempt() + "/" + head.getBatch());
        require(head.getJobId() >= 0, "jobs count from 0");
        require(head.getAttempt() > 0 && head.getBatch() >= 0, "attempts count from 1 and batches from 0");
        require(!head.getLabellerDigest().isEmpty(), "labeller_digest is empty");
        List<BatchPart> cut = parts.values().stream().map(BatchPart.Builder::build).toList();
        return new IncomingBatch(head.getJobId(), head.getAttempt(), head.getBatch(), head.getLabellerDigest(), head.getModelDigest(), head.getCatalogueDigest(), flows, packets, cut);
    }

    private ByteString text(WireFields fields) {
        return ByteString.copyFrom(value, fields.begin(), fields.end() - fields.begin());
    }

    private BatchPart.Builder part(long ordinal) {
        long segment = BatchPart.segment(ordinal);
        if (segment != lastSegment) {
            last = parts.computeIfAbsent(segment, BatchPart.Builder::new);
            lastSegment = segment;
        }
        return last;
    }

    private void addSession(int begin, int end) throws InvalidProtocolBufferException, RuleBrokenException {
        Session session = Session.parser().parseFrom(value, begin, end - begin);
        check(session);
        long first = session.getFlows(0);
        for (long member : session.getFlowsList()) {
            part(member).addMember(member, first);
        }
        part(first).addSession(value, begin, end);
    }

    private static void check(Session session) throws RuleBrokenException {
        require(session.getFlowsCount() > 0, "a session without a flow");
        String where = "session " + session.getFlows(0) + ": ";
        for (long member : session.getFlowsList()) {
            require(member >= 0, where + "ordinals count from 0");
        }
        require(isAddress(session.getClientAddress().size()), where + "client_address of " + session.getClientAddress().size() + " bytes");
        require(session.getDurationNanos() >= 0 && session.getStartNanos() <= Long.MAX_VALUE - session.getDurationNanos(), where + "duration_nanos " + session.getDurationNanos());
        for (SessionLink link : session.getLinksList()) {
            require(inRange(link.getKind(), Short.MAX_VALUE), where + "kind of a link " + Integer.toUnsignedString(link.getKind()));
        }
    }

    private void addFlow(int begin, int end) throws InvalidProtocolBufferException, RuleBrokenException {
        flow.read(value, begin, end);
        String broken = broken();
        if (broken != null) {
            throw new RuleBrokenException("flow " + flow.ordinal() + ": " + broken);
        }
        flows++;
        packets += flow.packets();
        part(flow.ordinal()).addFlow(flow.ordinal(), value, begin, end);
    }

    /// @return what is wrong with the flow, null when nothing is
    private String broken() throws InvalidProtocolBufferException {
        if (flow.ordinal() < 0) return "ordinals count from 0";
        for (int field : TEXTS) {
            if (!isText(flow.begin(field), flow.length(field))) {
                throw new InvalidProtocolBufferException("flow " + flow.ordinal() + " has a text that is not UTF-8");
            }
        }
        if (!keeps(ClassifiedFlow.PROTOCOL_FIELD_NUMBER, MAX_PROTOCOL)) return "protocol " + unsigned(ClassifiedFlow.PROTOCOL_FIELD_NUMBER);
        if (!isAddress(flow.length(ClassifiedFlow.CLIENT_ADDRESS_FIELD_NUMBER))) return "client_address of " + flow.length(ClassifiedFlow.CLIENT_ADDRESS_FIELD_NUMBER) + " bytes";
        if (!isAddress(flow.length(ClassifiedFlow.SERVER_ADDRESS_FIELD_NUMBER))) return "server_address of " + flow.length(ClassifiedFlow.SERVER_ADDRESS_FIELD_NUMBER) + " bytes";
        if (!keeps(ClassifiedFlow.CLIENT_PORT_FIELD_NUMBER, MAX_PORT)) return "client_port " + unsigned(ClassifiedFlow.CLIENT_PORT_FIELD_NUMBER);
        if (!keeps(ClassifiedFlow.SERVER_PORT_FIELD_NUMBER, MAX_PORT)) return "server_port " + unsigned(ClassifiedFlow.SERVER_PORT_FIELD_NUMBER);
        if (!keeps(ClassifiedFlow.END_REASON_FIELD_NUMBER, MAX_END_REASON)) return "end_reason " + unsigned(ClassifiedFlow.END_REASON_FIELD_NUMBER);
        long duration = flow.number(ClassifiedFlow.DURATION_NANOS_FIELD_NUMBER);
        if (duration < 0 || flow.number(ClassifiedFlow.START_NANOS_FIELD_NUMBER) > Long.MAX_VALUE - duration) return "duration_nanos " + duration;
        String counters = broken(flow.forward());
        if (counters != null) return "forward " + counters;
        counters = broken(flow.backward());
        if (counters != null) return "backward " + counters;
        int label = flow.length(ClassifiedFlow.LABEL_FIELD_NUMBER);
        if (label == 0) return "label is empty";
        if (label > MAX_LABEL_CHARACTERS && flow.text(ClassifiedFlow.LABEL_FIELD_NUMBER).length() > MAX_LABEL_CHARACTERS) return "label of " + flow.text(ClassifiedFlow.LABEL_FIELD_NUMBER).length() + " characters";
        if (!Float.isFinite(flow.fraction(ClassifiedFlow.CONFIDENCE_FIELD_NUMBER))) return "confidence " + flow.fraction(ClassifiedFlow.CONFIDENCE_FIELD_NUMBER);
        float trafficClass = flow.fraction(ClassifiedFlow.TRAFFIC_CLASS_CONFIDENCE_FIELD_NUMBER);
        return Float.isFinite(trafficClass) ? null : "traffic_class_confidence " + trafficClass;
    }

    private static String broken(WireCounters counters) {
        if (counters.packets() < 0 || counters.bytes() < 0 || counters.payload() < 0) return "counter below 0";
        return inRange(counters.tcpFlags(), MAX_TCP_FLAGS) ? null : "tcp_flags " + Integer.toUnsignedString(counters.tcpFlags());
    }

    private boolean keeps(int field, int max) {
        return inRange(flow.integer(field), max);
    }

    private String unsigned(int field) {
        return Integer.toUnsignedString(flow.integer(field));
    }

    /// Whether the bytes are UTF-8, as nearly all are without a look at more than their first bits.
    private boolean isText(int begin, int length) {
        for (int i = begin; i < begin + length; i++) {
            if (value[i] < 0) {
                return ByteString.copyFrom(value, begin, length).isValidUtf8();
            }
        }
        return true;
    }

    private static boolean isAddress(int length) {
        return length == 4 || length == 16;
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
