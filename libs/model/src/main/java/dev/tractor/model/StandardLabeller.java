package dev.tractor.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Label by rules.
final class StandardLabeller implements Labeller {
    private final LabelCatalogue catalogue;
    private final RuleDecider rules;
    private final String digest;

    StandardLabeller(LabelCatalogue catalogue) {
        this.catalogue = catalogue;
        this.rules = new RuleDecider(catalogue);
        this.digest = digestOf(catalogue);
    }

    @Override
    public List<Decision> decide(List<FlowFacts> flows) {
        return flows.stream().map(rules::decide).toList();
    }

    @Override
    public List<String> profiles() {
        return List.of();
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public List<LabelGroup> labels() {
        return catalogue.groups();
    }

    @Override
    public void close() {}

    private static String digestOf(LabelCatalogue catalogue) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(("rules " + RuleDecider.VERSION + "\n").getBytes(StandardCharsets.UTF_8));
            sha256.update(catalogue.canonicalBytes());
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
