package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.List;

/// SIP (RFC 3261) and RTSP (RFC 2326, RFC 7826): software, and who calls whom or which stream is wanted.
final class SipRecogniser extends Recogniser {
    private static final String INVITE = "INVITE ";
    private static final String REPLACES = "\r\nReplaces:";
    private static final int MAX_METHOD = 16;
    private static final int MAX_LINE = 300;
    private static final int MAX_HEADER = 4_000;

    private final String protocol;
    private final String version;
    private final String requestEnd;
    private final List<String> schemes;

    /// @param version what a response begins with
    /// @param schemes of the target of a request
    SipRecogniser(String protocol, String version, List<String> schemes) {
        this.protocol = protocol;
        this.version = version;
        this.requestEnd = ' ' + version + "\r\n";
        this.schemes = schemes;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int target = payload.indexOf(' ', 0, MAX_METHOD) + 1;
        boolean request = target > 0 && (isScheme(payload, target) || payload.contains(requestEnd, MAX_LINE));
        if (!request && !payload.startsWith(version)) {
            return Verdict.NO;
        }
        if (request && !schemes.contains("sip:")) {
            said.say(EvidenceKind.FILE, payload.text(target, Math.max(target, payload.indexOf(' ', target, MAX_LINE))));
        }
        replaced(payload, said);
        headers(payload, said);
        return Verdict.DONE;
    }

    private boolean isScheme(Payload payload, int at) {
        for (String scheme : schemes) {
            if (payload.is(at, scheme)) {
                return true;
            }
        }
        return false;
    }

    /// RFC 3891, 6.1: what a transfer begins goes on as the call that it takes the place of, so that one is named first.
    private void replaced(Payload payload, Statements said) {
        int at = payload.startsWith(INVITE) ? payload.indexOf(REPLACES) + REPLACES.length() : 0;
        if (at >= REPLACES.length()) {
            int lineEnd = payload.indexOf('\r', at, Math.min(payload.length(), at + MAX_LINE));
            int end = payload.indexOf(';', at, Math.max(at, lineEnd));
            said.say(EvidenceKind.CALL, payload.text(at, end < 0 ? lineEnd : end));
        }
    }

    private void headers(Payload payload, Statements said) {
        for (int at = payload.indexOf('\n', 0, MAX_HEADER); at >= 0 && at + 2 < payload.length();) {
            int next = payload.indexOf('\n', at + 1, MAX_HEADER);
            int end = next < 0 ? Math.min(payload.length(), MAX_HEADER) : next;
            int colon = payload.indexOf(':', at + 1, end);
            if (end - at <= 2) {
                return;
            }
            if (colon > 0) {
                header(payload, at + 1, colon, end, said);
            }
            at = next;
        }
    }

    private void header(Payload payload, int from, int colon, int end, Statements said) {
        if (payload.isIgnoringCase(from, colon, "user-agent") || payload.isIgnoringCase(from, colon, "server")) {
            said.say(EvidenceKind.SOFTWARE, payload.text(colon + 1, end));
        } else if (payload.isIgnoringCase(from, colon, "from") || payload.isIgnoringCase(from, colon, "to") || payload.isIgnoringCase(from, colon, "f") || payload.isIgnoringCase(from, colon, "t")) {
            said.say(EvidenceKind.PARTY, address(payload.text(colon + 1, end)));
        } else if (protocol.equals("sip") && (payload.isIgnoringCase(from, colon, "call-id") || payload.isIgnoringCase(from, colon, "i"))) {
            said.say(EvidenceKind.CALL, payload.text(colon + 1, end));
        }
    }

    /// RFC 3261, 20.20: the address within angle brackets, else up to the parameters.
    private static String address(String value) {
        int open = value.indexOf('<');
        int close = value.indexOf('>', open + 1);
        int semicolon = value.indexOf(';');
        return open >= 0 && close > open ? value.substring(open + 1, close) : semicolon > 0 ? value.substring(0, semicolon) : value;
    }
}
