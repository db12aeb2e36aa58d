package dev.tractor.agreement;

import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.MeterOptions;
import dev.tractor.model.Decision;
import dev.tractor.model.FlowFacts;
import dev.tractor.model.Labeller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What TrActor says of the flows of a capture.
final class LabelledFlows {
    /// @param packets both ways
    record Labelled(Decision decision, long packets) {}

    private LabelledFlows() {}

    /// By conversation, with and without its addresses; of several flows between the same endpoints the one with the most packets, the earlier of two.
    static Map<Conversation, Labelled> of(Path capture, Labeller labeller) {
        List<FlowFacts> facts = new ArrayList<>();
        List<Long> packets = new ArrayList<>();
        List<Long> ordinals = new ArrayList<>();
        try (InputStream in = Files.newInputStream(capture)) {
            FlowMeter.meter(in, MeterOptions.standard().withSessions(), flow -> {
                facts.add(facts(flow));
                packets.add(flow.packetsForward() + flow.packetsBackward());
                ordinals.add(flow.ordinal());
            }, null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(capture + " cannot be read", e);
        }
        List<Decision> decisions = labeller.decide(facts);
        Map<Conversation, Labelled> labelled = new HashMap<>();
        List<Integer> order = new ArrayList<>(java.util.stream.IntStream.range(0, facts.size()).boxed().toList());
        order.sort(java.util.Comparator.comparing(ordinals::get));
        for (int i : order) {
            FlowFacts flow = facts.get(i);
            Conversation conversation = Conversation.of(
                    capture.getFileName().toString(), flow.protocol(), address(flow.clientAddress()), flow.clientPort(), address(flow.serverAddress()), flow.serverPort());
            Labelled decided = new Labelled(decisions.get(i), packets.get(i));
            Conversation portsOnly = Conversation.ofPorts(conversation.capture(), flow.protocol(), flow.clientPort(), flow.serverPort());
            for (Conversation key : List.of(conversation, portsOnly)) {
                labelled.merge(key, decided, (one, other) -> other.packets() > one.packets() ? other : one);
            }
        }
        return labelled;
    }

    static FlowFacts facts(FlowView flow) {
        int[] lengths = new int[flow.spltCount()];
        Arrays.setAll(lengths, flow::spltLength);
        return new FlowFacts(
                flow.protocol(), flow.clientAddress(), flow.serverAddress(), flow.clientPort(), flow.serverPort(), flow.evidence(),
                flow.firstPayloadForward(), flow.firstPayloadBackward(), lengths, Map.of());
    }

    /// What rules look at.
    static FlowFacts factsOfRules(FlowView flow) {
        return new FlowFacts(flow.protocol(), flow.clientAddress(), flow.serverAddress(), flow.clientPort(), flow.serverPort(), flow.evidence(), Map.of());
    }

    private static String address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(bytes.length + " bytes are no address", e);
        }
    }
}
