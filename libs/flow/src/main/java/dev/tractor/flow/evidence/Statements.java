package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Collects the evidence of one flow; each kind is kept as it was first said, DNS questions up to a limit.
public final class Statements {
    /// A resolver's flow can ask for thousands of names; its first ones tell what it is.
    private static final int MAX_PER_FLOW = 16;

    /// One message names so many endpoints or addresses at most.
    private static final int MAX_ANNOUNCED = 32;

    /// Headers, references and padding of the objects of one statement.
    private static final int OVERHEAD_BYTES = 96;

    private final List<Evidence> said = new ArrayList<>(4);
    private List<Announced> announced = List.of();

    /// Passes over an empty value; cuts a long one.
    public void say(EvidenceKind kind, String value) {
        if (value == null || value.isEmpty() || said.size() >= MAX_PER_FLOW || kind != EvidenceKind.DNS_QUERY && has(kind)) {
            return;
        }
        Evidence evidence = new Evidence(kind, value.length() > Evidence.MAX_LENGTH ? value.substring(0, Evidence.MAX_LENGTH) : value);
        if (!said.contains(evidence)) {
            said.add(evidence);
        }
    }

    /// Says where another flow of the same application run will be.
    public void announce(Announced other) {
        if (announced.isEmpty()) {
            announced = new ArrayList<>(2);
        }
        if (announced.size() < MAX_ANNOUNCED) {
            announced.add(other);
        }
    }

    /// What was announced since the last call.
    public List<Announced> takeAnnounced() {
        List<Announced> taken = announced;
        announced = List.of();
        return taken;
    }

    /// Whether the flow is known to speak this protocol.
    boolean isProtocol(String protocol) {
        return said.contains(new Evidence(EvidenceKind.PROTOCOL, protocol));
    }

    /// How many statements there are.
    public int count() {
        return said.size();
    }

    public boolean has(EvidenceKind kind) {
        for (Evidence evidence : said) {
            if (evidence.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    /// About how many bytes of heap this holds.
    public int weigh() {
        int bytes = OVERHEAD_BYTES;
        for (Evidence evidence : said) {
            bytes += OVERHEAD_BYTES + evidence.value().length();
        }
        return bytes;
    }

    public boolean isEmpty() {
        return said.isEmpty();
    }

    public List<Evidence> all() {
        return List.copyOf(said);
    }

    /// The form in which host names are compared: lower case, no trailing dot, empty when it is no host name.
    public static String hostName(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty() || name.length() > 253) {
            return "";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c == 127) {
                return "";
            }
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
