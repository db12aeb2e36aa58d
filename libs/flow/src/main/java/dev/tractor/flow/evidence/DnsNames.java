package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads names in a DNS message (RFC 1035, 4.1.4). Compression pointers may only go back, and not often.
final class DnsNames {
    /// More than the labels of the longest useful name.
    private static final int MAX_JUMPS = 16;
    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 255;
    private static final int POINTER = 0xC0;
    private static final int DELETE = 0x7F;

    private static final ThreadLocal<DnsNames> OF_THREAD = ThreadLocal.withInitial(DnsNames::new);

    private Payload message;
    /// The name so far, as long as it is visible ASCII.
    private final byte[] plain = new byte[MAX_NAME + 1 + MAX_LABEL];
    private int length;
    /// The name so far since a label had other characters; null before.
    private StringBuilder rare;
    /// What a record says.
    private final Text text = new Text();

    private DnsNames() {}

    /// @return the thread's only one; the last that was given out is void
    static DnsNames of(Payload message) {
        DnsNames names = OF_THREAD.get();
        names.message = message;
        names.clear();
        return names;
    }

    private void clear() {
        length = 0;
        rare = null;
    }

    /// Reads a name.
    ///
    /// @return index behind the name, or -1 when it is malformed
    int read(int from) {
        clear();
        int at = from;
        int end = -1;
        for (int jumps = 0; jumps <= MAX_JUMPS;) {
            int label = message.u8(at);
            if (label < 0) {
                return -1;
            } else if (label == 0) {
                return end < 0 ? at + 1 : end;
            } else if (label >= POINTER) {
                int target = message.u16(at) & 0x3FFF;
                if (message.u16(at) < 0 || target >= at) {
                    return -1;
                }
                end = end < 0 ? at + 2 : end;
                at = target;
                jumps++;
            } else if (label > MAX_LABEL || at + 1 + label > message.length() || characters() > MAX_NAME) {
                return -1;
            } else {
                label(at + 1, at + 1 + label);
                at += 1 + label;
            }
        }
        return -1;
    }

    /// Passes over a name without reading it.
    ///
    /// @return index behind the name, or -1 when it is cut off or malformed
    int skip(int from) {
        int at = from;
        for (int length = message.u8(at); length >= 0 && length <= MAX_LABEL; length = message.u8(at)) {
            at += 1 + length;
            if (length == 0) {
                return at;
            }
        }
        int pointer = message.u16(at);
        return pointer >> Byte.SIZE >= POINTER && (pointer & 0x3FFF) < at ? at + 2 : -1;
    }

    private int characters() {
        return rare == null ? length : rare.length();
    }

    private void label(int from, int to) {
        if (rare != null || !plainLabel(from, to)) {
            rareLabel(from, to);
        }
    }

    private boolean plainLabel(int from, int to) {
        int at = length;
        if (at > 0) {
            plain[at++] = '.';
        }
        message.copy(from, to - from, plain, at);
        int end = at + to - from;
        for (; at < end; at++) {
            int c = plain[at];
            if (c <= ' ' || c == DELETE || c == '.') {
                return false;
            }
            if (c >= 'A' && c <= 'Z') {
                plain[at] = (byte) (c | 0x20);
            }
        }
        length = end;
        return true;
    }

    /// A dot within a label is escaped, so that it is not taken for two.
    private void rareLabel(int from, int to) {
        if (rare == null) {
            rare = new StringBuilder(plainName());
        }
        rare.append(rare.isEmpty() ? "" : ".").append((hasControls(from, to) ? escaped(from, to) : message.text(from, to).replace(".", "\\.")).toLowerCase(Locale.ROOT));
    }

    private boolean hasControls(int from, int to) {
        for (int i = from; i < to; i++) {
            if (message.u8(i) < ' ' || message.u8(i) == DELETE) {
                return true;
            }
        }
        return false;
    }

    /// RFC 1035, 5.1: a byte that is no text as a backslash and three decimal digits.
    private String escaped(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            int c = message.u8(i);
            if (c < ' ' || c >= DELETE) {
                text.append('\\').append((char) ('0' + c / 100)).append((char) ('0' + c / 10 % 10)).append((char) ('0' + c % 10));
            } else {
                text.append(c == '.' ? "\\." : String.valueOf((char) c));
            }
        }
        return text.toString();
    }

    private String plainName() {
        return new String(plain, 0, length, StandardCharsets.ISO_8859_1);
    }

    /// The name that was read last, in lower case; empty for the root.
    String name() {
        return rare == null ? plainName() : rare.toString();
    }

    boolean isRoot() {
        return rare == null && length == 0;
    }

    /// Whether it begins with these characters.
    ///
    /// @param ascii visible characters in lower case
    boolean startsWith(String ascii) {
        if (rare != null || length < ascii.length()) {
            return rare != null && rare.indexOf(ascii) == 0;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (plain[i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Says it, if it is not the root.
    void say(Statements said, EvidenceKind kind) {
        if (rare == null) {
            said.say(kind, plain, 0, Math.min(length, Evidence.MAX_LENGTH));
        } else {
            said.say(kind, rare.toString());
        }
    }

    void appendTo(Text other) {
        if (rare == null) {
            other.ascii(plain, 0, length);
        } else {
            other.append(rare.toString());
        }
    }

    /// The same name as of a host.
    ///
    /// @param known the name that it probably is, or null
    /// @return empty when it is no host name
    String hostName(String known) {
        if (rare != null) {
            return Statements.hostName(rare.toString());
        }
        return length > Statements.MAX_HOST_NAME ? "" : known != null && known.length() == length && startsWith(known) ? known : plainName();
    }

    /// Room to put together what a record says, empty.
    Text text() {
        return text.clear();
    }

    /// True for letters, digits, hyphens and underscores, in two labels at least.
    boolean isHostName() {
        boolean dot = false;
        for (int i = 0; i < length; i++) {
            int c = plain[i];
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')) {
                return false;
            }
            dot |= c == '.' && i > 0;
        }
        return dot && rare == null;
    }
}
