package dev.tractor.model;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.Arrays;
import java.util.List;

/// A flow's evidence by kind.
final class Statements {
    private static final int KINDS = EvidenceKind.values().length;

    private List<Evidence> evidence = List.of();
    private final Evidence[] first = new Evidence[KINDS];

    /// Those of another flow.
    Statements of(List<Evidence> ofFlow) {
        evidence = ofFlow;
        Arrays.fill(first, null);
        for (int i = ofFlow.size() - 1; i >= 0; i--) {
            Evidence statement = ofFlow.get(i);
            first[statement.kind().ordinal()] = statement;
        }
        return this;
    }

    /// What was said first of that kind, or null.
    Evidence statement(EvidenceKind kind) {
        return first[kind.ordinal()];
    }

    /// The first value of that kind, or null.
    String first(EvidenceKind kind) {
        Evidence statement = statement(kind);
        return statement == null ? null : statement.value();
    }

    boolean has(EvidenceKind kind) {
        return statement(kind) != null;
    }

    List<Evidence> all() {
        return evidence;
    }

    /// The host name of the first value of that kind, or null.
    String hostName(EvidenceKind kind) {
        String value = first(kind);
        return value == null ? null : hostName(value);
    }

    /// @return the value without a port (RFC 9110, 7.2), or null where it is an address and no name
    private static String hostName(String host) {
        int colon = host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        boolean address = name.isEmpty() || name.indexOf(':') >= 0 || name.charAt(0) == '[' || Character.isDigit(name.charAt(name.length() - 1));
        return address ? null : name;
    }
}
