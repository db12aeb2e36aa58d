package dev.tractor.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Label by rules, and by a model of first bytes where they say nothing; traffic class by another model.
final class StandardLabeller implements Labeller {
    private final LabelCatalogue catalogue;
    private final List<OnnxModel> models;
    private final List<OnnxModel> classModels;
    private final List<ByteModel> byteModels;
    private final RuleDecider rules;
    /// Made when somebody asks; of two threads that make it one stays.
    private volatile String digest;
    private volatile String catalogueDigest;

    /// @param models closed with the labeller
    StandardLabeller(LabelCatalogue catalogue, List<OnnxModel> models) {
        this.classModels = models.stream().filter(model -> !ByteModel.isOne(model)).toList();
        this.byteModels = models.stream().filter(ByteModel::isOne).map(model -> new ByteModel(model, catalogue)).toList();
        if (classModels.size() > 1 || byteModels.size() > 1) {
            throw new ModelException("one model gives the traffic class and one reads first bytes, not " + models.stream().map(model -> model.manifest().name()).toList());
        }
        this.catalogue = catalogue;
        this.models = List.copyOf(models);
        this.rules = new RuleDecider(catalogue);
    }

    @Override
    public String catalogueDigest() {
        if (catalogueDigest == null) {
            catalogueDigest = digest(catalogue, models.stream().filter(ByteModel::isOne).toList());
        }
        return catalogueDigest;
    }

    private static String digest(LabelCatalogue catalogue, List<OnnxModel> models) {
        StringBuilder inputs = new StringBuilder("rules " + RuleDecider.VERSION + "\n");
        models.forEach(model -> inputs.append("model ").append(model.digest()).append('\n'));
        return Sha256.of(inputs.toString().getBytes(StandardCharsets.UTF_8), catalogue.canonicalBytes());
    }

    @Override
    public List<Decision> decide(List<FlowFacts> flows) {
        List<Decision> decisions = rules.decide(flows);
        byteModels.forEach(model -> model.improve(flows, decisions));
        classModels.forEach(model -> addTrafficClasses(model, flows, decisions));
        return decisions;
    }

    private static void addTrafficClasses(OnnxModel model, List<FlowFacts> flows, List<Decision> decisions) {
        List<Integer> asked = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < flows.size(); i++) {
            float[] vector = flows.get(i).vectors().get(model.manifest().profile());
            if (vector != null && model.manifest().ipProtocols().contains(flows.get(i).protocol())) {
                asked.add(i);
                vectors.add(vector);
            }
        }
        List<TrafficClass> classes = model.classify(vectors);
        for (int i = 0; i < asked.size(); i++) {
            decisions.set(asked.get(i), decisions.get(asked.get(i)).with(classes.get(i)));
        }
    }

    @Override
    public List<String> profiles() {
        return classModels.stream().map(model -> model.manifest().profile()).toList();
    }

    @Override
    public boolean readsFirstBytes() {
        return !byteModels.isEmpty();
    }

    @Override
    public String digest() {
        if (digest == null) {
            digest = digest(catalogue, models);
        }
        return digest;
    }

    @Override
    public List<LabelGroup> labels() {
        return catalogue.groups();
    }

    @Override
    public void close() {
        models.forEach(OnnxModel::close);
    }
}
