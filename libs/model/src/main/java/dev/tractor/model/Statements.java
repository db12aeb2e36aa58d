package dev.tractor.model;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.StatedEvidence;
import java.util.List;

/// A flow's evidence by kind. What nobody asks for is never made.
final class Statements {
    private static final EvidenceKind[] ALL_KINDS = EvidenceKind.values();

    private List<Evidence> evidence = List.of();
    /// The same list where it has its statements yet to make, else null.
    private StatedEvidence stated;
    /// Where the first statement of each kind is, and that one once it was made.
    private final int[] first = new int[ALL_KINDS.length];
    private final Evidence[] made = new Evidence[ALL_KINDS.length];
    /// A bit for each kind that was said.
    private long kinds;

    /// Those of another flow.
    Statements of(List<Evidence> ofFlow) {
        evidence = ofFlow;
        stated = ofFlow instanceof StatedEvidence yetToMake ? yetToMake : null;
        kinds = 0;
        for (int i = ofFlow.size() - 1; i >= 0; i--) {
            int kind = kind(i).ordinal();
            kinds |= 1L << kind;
            first[kind] = i;
            made[kind] = null;
        }
        return this;
    }

    boolean isEmpty() {
        return kinds == 0;
    }

    int count() {
        return evidence.size();
    }

    EvidenceKind kind(int index) {
        return stated == null ? evidence.get(index).kind() : stated.kind(index);
    }

    Evidence get(int index) {
        int kind = kind(index).ordinal();
        return first[kind] == index ? first(kind) : evidence.get(index);
    }

    private Evidence first(int kind) {
        if (made[kind] == null) {
            made[kind] = evidence.get(first[kind]);
        }
        return made[kind];
    }

    /// What was said first of that kind, or null.
    Evidence statement(EvidenceKind kind) {
        return has(kind) ? first(kind.ordinal()) : null;
    }

    /// The first value of that kind, or null.
    String first(EvidenceKind kind) {
        Evidence statement = statement(kind);
        return statement == null ? null : statement.value();
    }

    boolean has(EvidenceKind kind) {
        return (kinds >> kind.ordinal() & 1) != 0;
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
