package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.List;

/// HTTP/1 (RFC 9112): method, host and user agent of the first request, server and content type of the first response.
final class HttpRecogniser implements Recogniser {
    private static final List<String> METHODS = List.of("GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT ", "PATCH ", "TRACE ", "PROPFIND ", "PROPPATCH ", "LOCK ", "UNLOCK ", "COPY ", "MOVE ", "SEARCH ", "REPORT ", "MKCOL ", "SUBSCRIBE ", "NOTIFY ");
    private static final int MAX_HEADER = 16_384;

    @Override
    public String protocol() {
        return "http";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (payload.udp()) {
            return Verdict.NO;
        }
        String method = method(payload);
        boolean response = payload.startsWith("HTTP/1.");
        if (method == null && !response) {
            return Verdict.NO;
        }
        int lineEnd = payload.indexOf('\n', 0, MAX_HEADER);
        if (method != null && lineEnd > 0 && !payload.text(0, lineEnd).contains(" HTTP/1.")) {
            return Verdict.NO;
        }
        int end = headerEnd(payload);
        if (end < 0 && payload.length() < MAX_HEADER) {
            read(payload, payload.length(), method, said, false);
            return Verdict.MORE;
        }
        read(payload, end < 0 ? payload.length() : end, method, said, true);
        return Verdict.DONE;
    }

    private static String method(Payload payload) {
        for (String method : METHODS) {
            if (payload.startsWith(method)) {
                return method.strip();
            }
        }
        return null;
    }

    private static int headerEnd(Payload payload) {
        for (int at = payload.indexOf('\n', 0, MAX_HEADER); at >= 0; at = payload.indexOf('\n', at + 1, MAX_HEADER)) {
            if (payload.u8(at + 1) == '\n' || payload.u8(at + 1) == '\r' && payload.u8(at + 2) == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    /// @param complete false: the last line may be cut and is left for a longer look
    private static void read(Payload payload, int end, String method, Statements said, boolean complete) {
        if (method != null) {
            said.say(EvidenceKind.HTTP_METHOD, method);
        }
        int at = payload.indexOf('\n', 0, end);
        while (at >= 0 && at + 1 < end) {
            int next = payload.indexOf('\n', at + 1, end);
            if (next < 0 && !complete) {
                return;
            }
            header(payload, at + 1, next < 0 ? end : next, method != null, said);
            at = next;
        }
    }

    private static void header(Payload payload, int from, int to, boolean request, Statements said) {
        int colon = payload.indexOf(':', from, to);
        if (colon < 0) {
            return;
        }
        EvidenceKind kind = request ? requestHeader(payload, from, colon) : responseHeader(payload, from, colon);
        if (kind != null) {
            String value = payload.text(colon + 1, to);
            said.say(kind, kind == EvidenceKind.HTTP_HOST ? Statements.hostName(withoutPort(value)) : value);
        }
    }

    private static EvidenceKind requestHeader(Payload payload, int from, int colon) {
        return payload.isIgnoringCase(from, colon, "host") ? EvidenceKind.HTTP_HOST : payload.isIgnoringCase(from, colon, "user-agent") ? EvidenceKind.HTTP_USER_AGENT : null;
    }

    private static EvidenceKind responseHeader(Payload payload, int from, int colon) {
        return payload.isIgnoringCase(from, colon, "server") ? EvidenceKind.HTTP_SERVER : payload.isIgnoringCase(from, colon, "content-type") ? EvidenceKind.HTTP_CONTENT_TYPE : null;
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > 0 && host.indexOf(']', colon) < 0 && host.substring(colon + 1).chars().allMatch(Character::isDigit) ? host.substring(0, colon) : host;
    }
}
