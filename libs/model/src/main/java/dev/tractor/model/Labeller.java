package dev.tractor.model;

import java.util.List;

/// Labels flows: rules over evidence first, then models, then well-known ports. Threads may share one.
public interface Labeller extends AutoCloseable {
    /// One decision per flow, in order. The same facts and the same digests give the same decisions.
    List<Decision> decide(List<FlowFacts> flows);

    /// Names of the feature profiles whose vectors the models need besides what every flow carries.
    List<String> profiles();

    /// Whether it looks at first payload bytes and packet lengths: a model of them is there. Else they may be left out.
    boolean readsFirstBytes();

    /// SHA-256 over catalogue and models, hexadecimal: a job is labelled under one digest.
    String digest();

    /// SHA-256 over what gives the labels, hexadecimal: the rules, and the model of first bytes where there is one.
    String catalogueDigest();

    /// Every label it can give, by group, groups and labels sorted.
    List<LabelGroup> labels();

    @Override
    void close();

    /// @param name of the group
    /// @param labels sorted
    record LabelGroup(String name, List<String> labels) {}
}
