package dev.tractor.flow.evidence;

/// HAProxy's PROXY protocol, versions 1 and 2: a proxy says for whom it speaks, and then passes on what it was told.
///
/// ```
/// version 1: PROXY TCP4 SOURCE DESTINATION PORT PORT CR LF
/// version 2: signature 12 | version and command 1 | family 1 | length of the rest 2 | addresses, extensions
/// ```
final class HaproxyRecogniser extends Recogniser {
    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
    /// Version 1, section 2.1: the longest line.
    private static final int MAX_LINE = 107;
    private static final int HEADER = 16;
    private static final int LENGTH = 14;

    @Override
    public String protocol() {
        return "haproxy";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        boolean line = payload.startsWith("PROXY TCP4 ") || payload.startsWith("PROXY TCP6 ") || payload.startsWith("PROXY UNKNOWN");
        if (!line && !payload.startsWith(SIGNATURE)) {
            return Verdict.NO;
        }
        int end = line ? payload.indexOf('\n', 0, MAX_LINE) + 1 : HEADER + payload.u16(LENGTH);
        if (end <= 0 || end < HEADER && !line) {
            return Verdict.DONE;
        }
        payload.leave(end);
        return Verdict.CARRIES;
    }
}
