package dev.tractor.model;

import dev.tractor.vocabulary.FirstBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Labels flows about which nothing but their port is known, by a model of profile `bytes-1`: first payload bytes and payload lengths.
final class ByteModel {
    /// What the model's answer takes the place of: a well-known port says less than the payload.
    private static final Set<String> WEAKER_METHODS = Set.of(RuleDecider.NO_METHOD, RuleDecider.PORT_METHOD);
    private static final int PERCENT = 100;

    private final OnnxModel model;
    private final String method;
    private final List<Label> labels;

    /// @throws ModelException when it gives a label that the catalogue does not have
    ByteModel(OnnxModel model, LabelCatalogue catalogue) {
        this.model = model;
        this.method = "model:" + model.manifest().name();
        this.labels = model.manifest().labels().stream().map(name -> labelled(name, catalogue)).toList();
    }

    private Label labelled(String name, LabelCatalogue catalogue) {
        Label label = catalogue.named(name);
        if (label == null) {
            throw new ModelException("model '" + model.manifest().name() + "': its label '" + name + "' is none of the catalogue's");
        }
        return label;
    }

    static boolean isOne(OnnxModel model) {
        return model.manifest().profile().equals(FirstBytes.PROFILE.name());
    }

    /// Replaces the decisions on flows that the rules know no more of than the port.
    void improve(List<FlowFacts> flows, List<Decision> decisions) {
        List<Integer> asked = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < flows.size(); i++) {
            float[] vector = isUndecided(decisions.get(i)) ? vector(flows.get(i)) : null;
            if (vector != null && model.manifest().ipProtocols().contains(flows.get(i).protocol())) {
                asked.add(i);
                vectors.add(vector);
            }
        }
        List<TrafficClass> answers = model.classify(vectors);
        for (int i = 0; i < asked.size(); i++) {
            if (answers.get(i) != TrafficClass.UNKNOWN) {
                int flow = asked.get(i);
                decisions.set(flow, relabelled(decisions.get(flow), answers.get(i), flows.get(flow)));
            }
        }
    }

    private Decision relabelled(Decision decision, TrafficClass answer, FlowFacts flow) {
        Label label = labels.get(model.manifest().labels().indexOf(answer.name()));
        String comment = String.format(Locale.ROOT, "first bytes like those of %s, probability %.0f%%", label.name(), PERCENT * answer.confidence());
        return decision.relabelled(label, answer.confidence(), method, comment, FirstBytes.packets(flow.spltLengths()));
    }

    /// Whether no more than the port is known of a flow.
    static boolean isUndecided(Decision decision) {
        return WEAKER_METHODS.contains(decision.method()) && decision.applicationProtocol().isEmpty();
    }

    private static float[] vector(FlowFacts flow) {
        return FirstBytes.vector(flow.protocol(), flow.firstPayloadForward(), flow.firstPayloadBackward(), flow.spltLengths());
    }
}
