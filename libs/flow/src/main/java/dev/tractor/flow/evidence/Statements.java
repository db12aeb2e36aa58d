package dev.tractor.flow.evidence;

import static dev.tractor.vocabulary.StatedEvidence.LENGTH;
import static dev.tractor.vocabulary.StatedEvidence.PACKET;
import static dev.tractor.vocabulary.StatedEvidence.VALUE;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.StatedEvidence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Collects the evidence of one flow; of each kind the first [EvidenceKind#mostPerFlow] different values. They are kept as bytes in one array, since there may be half a million live flows
/// with several each; the texts are made when somebody asks for them.
///
/// ```
/// statement: kind 1 | characters of the value 1 | packet 4 | bytes of the value 2 | value in UTF-8
/// ```
public final class Statements {
    /// What a flow usually says has a few hundred characters; long DNS answers and certificates are cut off here.
    private static final int MAX_CHARACTERS = 4_096;

    /// One message names so many endpoints or addresses at most.
    private static final int MAX_ANNOUNCED = 32;

    /// RFC 1035, 2.3.4, without the length bytes at both ends.
    static final int MAX_HOST_NAME = 253;

    private static final EvidenceKind[] KINDS = EvidenceKind.values();
    private static final byte[] NO_ROOM = {};
    /// Texts that are said again and again: protocols, record types and the like are some hundred.
    private static final int REPEATED_KEPT = 1_024;
    private static final Repeated[] REPEATED = new Repeated[REPEATED_KEPT];
    /// A client's hello has a few hundred.
    private static final int LEAST_ROOM = 512;
    /// That value was said before.
    private static final int KNOWN = -1;
    /// Headers and fields of the objects.
    private static final int OVERHEAD_BYTES = 88;

    private byte[] bytes;
    private int end;
    private int characters;
    private int packet;
    /// A bit for each kind that was said.
    private long kinds;
    /// A bit for each kind of which no more is kept.
    private long full;
    private List<Announced> announced = List.of();

    /// Safe to be seen by threads that did not make it.
    private record Repeated(String text, byte[] utf8) {}

    public Statements() {
        this(NO_ROOM);
    }

    private Statements(byte[] room) {
        bytes = room;
    }

    /// Keeps only the room that is needed now.
    ///
    /// @return an empty one with the room that was free
    public Statements trim() {
        Statements next = new Statements(bytes);
        bytes = Arrays.copyOf(bytes, end);
        return next;
    }

    /// @param number of the flow's packet that speaks now, from 1
    public void packet(int number) {
        packet = number;
    }

    /// Passes over an empty value and one that was said before; cuts a long one.
    public void say(EvidenceKind kind, String value) {
        if (value == null || value.isEmpty() || isFull(kind)) {
            return;
        }
        String text = value.length() > Evidence.MAX_LENGTH ? value.substring(0, Evidence.MAX_LENGTH) : value;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(kind, utf8, 0, utf8.length, text.length());
    }

    /// The same, of one of a few texts that are said again and again.
    ///
    /// @param value at most [Evidence#MAX_LENGTH] characters
    public void sayRepeated(EvidenceKind kind, String value) {
        if (!value.isEmpty() && !isFull(kind)) {
            byte[] utf8 = utf8(value);
            add(kind, utf8, 0, utf8.length, value.length());
        }
    }

    /// The bytes of a text, which are made once as long as it is the same object that is asked for.
    private static byte[] utf8(String text) {
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & REPEATED_KEPT - 1;
        Repeated known = REPEATED[place];
        if (known == null || known.text != text) {
            known = new Repeated(text, text.getBytes(StandardCharsets.UTF_8));
            REPEATED[place] = known;
        }
        return known.utf8;
    }

    /// The same, of text that stands in bytes.
    ///
    /// @param count at most [Evidence#MAX_LENGTH] printable ASCII characters
    void say(EvidenceKind kind, byte[] ascii, int from, int count) {
        if (count > 0 && !isFull(kind)) {
            add(kind, ascii, from, count, count);
        }
    }

    /// Says all that another flow said.
    void sayAll(Statements others) {
        if ((kinds & others.kinds) == 0 && characters + others.characters <= MAX_CHARACTERS) {
            reserve(others.end);
            System.arraycopy(others.bytes, 0, bytes, end, others.end);
            int at = end;
            end += others.end;
            kinds |= others.kinds;
            full |= others.full;
            characters += others.characters;
            for (; at < end; at = next(at)) {
                putPacket(at);
            }
            return;
        }
        for (int at = 0; at < others.end; at = others.next(at)) {
            if (!isFull(others.kind(at))) {
                add(others.kind(at), others.bytes, at + VALUE, others.length(at), others.bytes[at + 1] & 0xFF);
            }
        }
    }

    /// @param count of the value's bytes
    /// @param length its characters
    private void add(EvidenceKind kind, byte[] value, int from, int count, int length) {
        int before = has(kind) ? others(kind, value, from, count) : 0;
        if (characters + length > MAX_CHARACTERS || before == KNOWN) {
            return;
        }
        reserve(VALUE + count);
        bytes[end] = (byte) kind.ordinal();
        bytes[end + 1] = (byte) length;
        putPacket(end);
        bytes[end + LENGTH] = (byte) (count >> Byte.SIZE);
        bytes[end + LENGTH + 1] = (byte) count;
        System.arraycopy(value, from, bytes, end + VALUE, count);
        end += VALUE + count;
        kinds |= bit(kind);
        full |= before + 1 >= kind.mostPerFlow() ? bit(kind) : 0;
        characters += length;
    }

    private void putPacket(int at) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[at + PACKET + i] = (byte) (packet >> Byte.SIZE * i);
        }
    }

    private void reserve(int count) {
        if (end + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, end == 0 ? Math.max(count, LEAST_ROOM) : Math.max(end + count, end + end / 2));
        }
    }

    /// How many other values of that kind were said, or [#KNOWN].
    private int others(EvidenceKind kind, byte[] value, int from, int count) {
        int others = 0;
        for (int at = 0; at < end; at = next(at)) {
            if (bytes[at] == kind.ordinal()) {
                if (length(at) == count && Arrays.equals(bytes, at + VALUE, at + VALUE + count, value, from, from + count)) {
                    return KNOWN;
                }
                others++;
            }
        }
        return others;
    }

    /// True when another statement of that kind would be passed over.
    private boolean isFull(EvidenceKind kind) {
        return (full & bit(kind)) != 0;
    }

    /// True when this was said.
    public boolean is(EvidenceKind kind, String value) {
        if (!has(kind)) {
            return false;
        }
        byte[] utf8 = utf8(value);
        return others(kind, utf8, 0, utf8.length) == KNOWN;
    }

    /// False when another statement of that kind would be passed over.
    public boolean takes(EvidenceKind kind) {
        return !isFull(kind) && characters < MAX_CHARACTERS;
    }

    public boolean has(EvidenceKind kind) {
        return (kinds & bit(kind)) != 0;
    }

    private static long bit(EvidenceKind kind) {
        return 1L << kind.ordinal();
    }

    public boolean isEmpty() {
        return end == 0;
    }

    /// Where the statement after the last one will begin; the first begins at 0.
    public int end() {
        return end;
    }

    /// Where the statement behind that one begins.
    public int next(int at) {
        return StatedEvidence.next(bytes, at);
    }

    private int length(int at) {
        return StatedEvidence.length(bytes, at);
    }

    public EvidenceKind kind(int at) {
        return KINDS[bytes[at]];
    }

    public String value(int at) {
        return new String(bytes, at + VALUE, length(at), StandardCharsets.UTF_8);
    }

    /// To be asked for when nothing more will be said.
    public List<Evidence> all() {
        return new StatedEvidence(bytes, end);
    }

    /// About how many bytes of heap this holds.
    public int weigh() {
        return OVERHEAD_BYTES + bytes.length;
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

    /// The form in which host names are compared: lower case, no trailing dot, empty when it is no host name.
    public static String hostName(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty() || name.length() > MAX_HOST_NAME) {
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
