package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Collects the evidence of one flow; of each kind the first [EvidenceKind#mostPerFlow] different values.
public final class Statements {
    /// What a flow usually says has a few hundred characters; long DNS answers and certificates are cut off here.
    private static final int MAX_CHARACTERS = 4_096;

    /// One message names so many endpoints or addresses at most.
    private static final int MAX_ANNOUNCED = 32;

    /// Headers, references and padding of the objects of one statement.
    private static final int OVERHEAD_BYTES = 96;

    private final List<Evidence> said = new ArrayList<>(4);
    private int characters;
    private int packet;
    private List<Announced> announced = List.of();

    /// @param number of the flow's packet that speaks now, from 1
    public void packet(int number) {
        packet = number;
    }

    /// Passes over an empty value and one that was said before; cuts a long one.
    public void say(EvidenceKind kind, String value) {
        if (value == null || value.isEmpty()) {
            return;
        }
        String text = value.length() > Evidence.MAX_LENGTH ? value.substring(0, Evidence.MAX_LENGTH) : value;
        if (characters + text.length() <= MAX_CHARACTERS && isNew(kind, text)) {
            said.add(new Evidence(kind, text, packet));
            characters += text.length();
        }
    }

    /// Says all of these, which are different from one another; quickly where nothing of that kind was said.
    void sayAll(List<Evidence> others) {
        boolean first = true;
        for (int i = 0; i < others.size(); i++) {
            first &= !has(others.get(i).kind());
        }
        for (int i = 0; i < others.size(); i++) {
            Evidence other = others.get(i);
            if (!first) {
                say(other.kind(), other.value());
            } else if (characters + other.value().length() <= MAX_CHARACTERS) {
                said.add(new Evidence(other.kind(), other.value(), packet));
                characters += other.value().length();
            }
        }
    }

    private boolean isNew(EvidenceKind kind, String value) {
        int ofKind = 0;
        for (int i = 0; i < said.size(); i++) {
            Evidence evidence = said.get(i);
            if (evidence.kind() == kind && (++ofKind >= kind.mostPerFlow() || evidence.value().equals(value))) {
                return false;
            }
        }
        return true;
    }

    /// True when this was said.
    public boolean is(EvidenceKind kind, String value) {
        for (int i = 0; i < said.size(); i++) {
            Evidence evidence = said.get(i);
            if (evidence.kind() == kind && evidence.value().equals(value)) {
                return true;
            }
        }
        return false;
    }

    /// False when another statement of that kind would be passed over.
    public boolean takes(EvidenceKind kind) {
        int ofKind = 0;
        for (int i = 0; i < said.size(); i++) {
            ofKind += said.get(i).kind() == kind ? 1 : 0;
        }
        return ofKind < kind.mostPerFlow() && characters < MAX_CHARACTERS;
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
        return is(EvidenceKind.PROTOCOL, protocol);
    }

    /// How many statements there are.
    public int count() {
        return said.size();
    }

    public boolean has(EvidenceKind kind) {
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i).kind() == kind) {
                return true;
            }
        }
        return false;
    }

    /// About how many bytes of heap this holds.
    public int weigh() {
        return OVERHEAD_BYTES * (1 + said.size()) + characters;
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
