package dev.tractor.model;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.List;

/// A flow's evidence by kind.
final class Statements {
    private static final int KINDS = EvidenceKind.values().length;

    private final List<Evidence> evidence;
    private final Evidence[] first = new Evidence[KINDS];

    Statements(List<Evidence> evidence) {
        this.evidence = evidence;
        for (Evidence statement : evidence) {
            int kind = statement.kind().ordinal();
            if (first[kind] == null) {
                first[kind] = statement;
            }
        }
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
