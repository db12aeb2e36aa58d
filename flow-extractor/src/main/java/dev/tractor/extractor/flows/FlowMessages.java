package dev.tractor.extractor.flows;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Evidence;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.Session;
import dev.tractor.contracts.v1.SessionLink;
import dev.tractor.contracts.v1.Vector;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.Symptom;
import dev.tractor.flow.session.SessionFeatures;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;

/// Turns finished flows and sessions into messages of the topic `flows`. For one thread.
public final class FlowMessages {
    private static final int NANOS_PER_MICRO = 1_000;

    private final List<FeatureProfile> profiles;
    private final double[] features;

    /// @param profiles whose vectors are sent
    public FlowMessages(List<FeatureProfile> profiles) {
        this.profiles = profiles;
        this.features = new double[profiles.stream().mapToInt(FeatureProfile::size).max().orElse(0)];
    }

    public Flow of(FlowView view) {
        Flow.Builder flow = Flow.newBuilder()
                .setOrdinal(view.ordinal())
                .setProtocol(view.protocol())
                .setClientAddress(wrap(view.clientAddress()))
                .setClientPort(view.clientPort())
                .setServerAddress(wrap(view.serverAddress()))
                .setServerPort(view.serverPort())
                .setScope(view.scope())
                .setStartNanos(view.startNanos())
                .setDurationNanos(view.endNanos() - view.startNanos())
                .setForward(counters(view.packetsForward(), view.bytesForward(), view.payloadForward(), view.tcpFlagsForward()))
                .setBackward(counters(view.packetsBackward(), view.bytesBackward(), view.payloadBackward(), view.tcpFlagsBackward()))
                .setEndReason(view.endReason().ipfix())
                .setSymptoms(Symptom.bits(view.symptoms()))
                .setFirstPayloadForward(wrap(view.firstPayloadForward()))
                .setFirstPayloadBackward(wrap(view.firstPayloadBackward()));
        for (int i = 0; i < view.spltCount(); i++) {
            flow.addSpltLengths(view.spltLength(i));
            flow.addSpltGapsMicros(view.spltGapNanos(i) / NANOS_PER_MICRO);
        }
        for (var evidence : view.evidence()) {
            flow.addEvidence(Evidence.newBuilder().setKind(evidence.kind().wire()).setValue(evidence.value()).setPacket(evidence.packet()));
        }
        for (FeatureProfile profile : profiles) {
            flow.addVectors(vector(view, profile));
        }
        return flow.build();
    }

    public static Session of(dev.tractor.flow.session.Session session) {
        Session.Builder message = Session.newBuilder()
                .addAllFlows(session.flows())
                .setClientAddress(wrap(session.client()))
                .setStartNanos(session.startNanos())
                .setDurationNanos(session.endNanos() - session.startNanos())
                .setPacketsForward(session.packetsForward())
                .setPacketsBackward(session.packetsBackward())
                .setBytesForward(session.bytesForward())
                .setBytesBackward(session.bytesBackward());
        for (var link : session.links()) {
            message.addLinks(SessionLink.newBuilder().setFrom(link.from()).setTo(link.to()).setKind(link.kind().wire()).setEvidence(link.evidence()));
        }
        Vector.Builder vector = Vector.newBuilder().setProfile(SessionFeatures.PROFILE.name());
        for (double feature : session.features()) {
            vector.addValues((float) feature);
        }
        return message.setVector(vector).build();
    }

    private Vector vector(FlowView view, FeatureProfile profile) {
        view.features(profile, features);
        Vector.Builder vector = Vector.newBuilder().setProfile(profile.name());
        for (int i = 0; i < profile.size(); i++) {
            vector.addValues((float) features[i]);
        }
        return vector.build();
    }

    private static Counters counters(long packets, long bytes, long payload, int tcpFlags) {
        return Counters.newBuilder().setPackets(packets).setBytes(bytes).setPayload(payload).setTcpFlags(tcpFlags).build();
    }

    private static ByteString wrap(byte[] own) {
        return UnsafeByteOperations.unsafeWrap(own);
    }
}
