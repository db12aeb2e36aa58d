package dev.tractor.flow.evidence;

import java.util.Locale;

/// Reads names in a DNS message (RFC 1035, 4.1.4). Compression pointers may only go back, and not often.
final class DnsNames {
    /// More than the labels of the longest useful name.
    private static final int MAX_JUMPS = 16;
    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 255;
    private static final int POINTER = 0xC0;

    private final Payload message;
    private final StringBuilder name = new StringBuilder(64);

    DnsNames(Payload message) {
        this.message = message;
    }

    /// Reads a name.
    ///
    /// @return index behind the name, or -1 when it is malformed
    int read(int from) {
        name.setLength(0);
        int at = from;
        int end = -1;
        for (int jumps = 0; jumps <= MAX_JUMPS;) {
            int length = message.u8(at);
            if (length < 0) {
                return -1;
            } else if (length == 0) {
                return end < 0 ? at + 1 : end;
            } else if (length >= POINTER) {
                int target = message.u16(at) & 0x3FFF;
                if (message.u16(at) < 0 || target >= at) {
                    return -1;
                }
                end = end < 0 ? at + 2 : end;
                at = target;
                jumps++;
            } else if (length > MAX_LABEL || at + 1 + length > message.length() || name.length() > MAX_NAME) {
                return -1;
            } else {
                label(at + 1, at + 1 + length);
                at += 1 + length;
            }
        }
        return -1;
    }

    /// Appends a label; a dot within it is escaped, so that it is not taken for two.
    private void label(int from, int to) {
        if (!name.isEmpty()) {
            name.append('.');
        }
        for (int i = from; i < to; i++) {
            int c = message.u8(i);
            if (c <= ' ' || c >= 0x7F || c == '.') {
                name.setLength(name.length() - (i - from));
                name.append(message.text(from, to).replace(".", "\\.").toLowerCase(Locale.ROOT));
                return;
            }
            name.append((char) (c >= 'A' && c <= 'Z' ? c | 0x20 : c));
        }
    }

    /// The name that was read last, in lower case; empty for the root.
    String name() {
        return name.toString();
    }

    /// True for letters, digits, hyphens and underscores, in two labels at least.
    boolean isHostName() {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')) {
                return false;
            }
        }
        return name.indexOf(".") > 0;
    }
}
