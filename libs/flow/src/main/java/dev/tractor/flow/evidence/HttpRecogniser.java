package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.List;

/// HTTP/1 (RFC 9112): what the first request and the first response say. A tunnel (CONNECT) is looked into, and what HTTP/2 says after an upgrade.
final class HttpRecogniser extends Recogniser {
    /// While the request line is not complete, only these are waited for.
    private static final List<String> METHODS = List.of("GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT ", "PATCH ", "TRACE ", "PROPFIND ", "PROPPATCH ", "LOCK ", "UNLOCK ", "COPY ", "MOVE ", "SEARCH ", "REPORT ", "MKCOL ", "SUBSCRIBE ", "NOTIFY ");
    private static final int MIN_METHOD = 3;
    private static final int MAX_METHOD = 20;
    /// As servers set it; what lies behind it is not read.
    private static final int MAX_HEADER = 16_384;
    private static final String VERSION = " HTTP/1.";
    private static final String RESPONSE = "HTTP/1.";
    /// `HTTP/1.1 `
    private static final int STATUS = 9;
    private static final String CONNECT = "CONNECT";
    /// SOAP 1.1, 6.1.1.
    private static final String SOAP_ACTION = "soapaction";
    private static final String HTTP_2 = "h2c";
    private static final String SWITCHING = "101";

    @Override
    public String protocol() {
        return "http";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (payload.udp()) {
            return Verdict.NO;
        }
        if (!payload.last() && payload.length() >= MIN_METHOD && payload.begins(RESPONSE)) {
            return payload.want(RESPONSE.length() + 1);
        }
        boolean response = payload.startsWith(RESPONSE);
        int lineEnd = payload.indexOf('\n', 0, MAX_HEADER);
        int methodEnd = response ? 0 : methodEnd(payload, lineEnd);
        if (methodEnd < 0) {
            return Verdict.NO;
        }
        int end = headerEnd(payload, Math.max(0, lineEnd));
        boolean complete = end >= 0 || payload.length() >= MAX_HEADER || payload.last();
        if (lineEnd > 0) {
            int to = end < 0 ? payload.length() : end;
            if (response) {
                response(payload, lineEnd, to, complete, said);
            } else {
                request(payload, methodEnd, lineEnd, to, complete, said);
            }
        }
        if (!complete) {
            return Verdict.MORE;
        }
        if (end >= 0 && (isTunnel(payload, response, said) || isUpgrade(payload, response, said))) {
            payload.leave(payload.indexOf('\n', end, payload.length()) + 1);
            return Verdict.CARRIES;
        }
        return Verdict.DONE;
    }

    private static boolean isTunnel(Payload payload, boolean response, Statements said) {
        return said.is(EvidenceKind.HTTP_METHOD, CONNECT) && (!response || payload.u8(STATUS) == '2');
    }

    /// RFC 7540, 3.2: the client asks for HTTP/2, the server switches to it.
    private static boolean isUpgrade(Payload payload, boolean response, Statements said) {
        return said.is(EvidenceKind.HTTP_UPGRADE, HTTP_2) && (!response || payload.is(STATUS, SWITCHING));
    }

    /// Where the method of a request line ends, -1 when this is none.
    private static int methodEnd(Payload payload, int lineEnd) {
        int space = payload.indexOf(' ', 0, MAX_METHOD + 1);
        if (lineEnd < 0) {
            return beginsWithMethod(payload) ? Math.max(0, space) : -1;
        }
        int version = lineEnd - (payload.u8(lineEnd - 1) == '\r' ? 2 : 1) - VERSION.length();
        return space >= MIN_METHOD && version > space && payload.is(version, VERSION) ? space : -1;
    }

    private static boolean beginsWithMethod(Payload payload) {
        boolean mayGoOn = !payload.last() && payload.length() >= MIN_METHOD;
        for (String method : METHODS) {
            if (payload.startsWith(method) || mayGoOn && payload.begins(method)) {
                return true;
            }
        }
        return false;
    }

    /// Index of the empty line's end that closes the header, -1 before it came.
    private static int headerEnd(Payload payload, int from) {
        for (int at = payload.indexOf('\n', from, MAX_HEADER); at >= 0; at = payload.indexOf('\n', at + 1, MAX_HEADER)) {
            if (payload.u8(at + 1) == '\n' || payload.u8(at + 1) == '\r' && payload.u8(at + 2) == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    /// A target may be a path, an address with scheme and host (to a proxy), or host and port alone (CONNECT).
    private static void request(Payload payload, int methodEnd, int lineEnd, int to, boolean complete, Statements said) {
        int targetEnd = payload.indexOf(' ', methodEnd + 1, lineEnd);
        payload.say(said, EvidenceKind.HTTP_METHOD, 0, methodEnd);
        payload.say(said, EvidenceKind.HTTP_TARGET, methodEnd + 1, targetEnd);
        if (payload.u8(methodEnd + 1) != '/') {
            authority(payload.text(methodEnd + 1, targetEnd), methodEnd == CONNECT.length() && payload.startsWith(CONNECT), said);
        }
        headers(payload, lineEnd, to, complete, true, said);
    }

    private static void authority(String target, boolean tunnel, Statements said) {
        int scheme = target.indexOf("://");
        if (tunnel) {
            said.say(EvidenceKind.HTTP_HOST, host(target));
        } else if (scheme > 0 && target.charAt(0) != '/') {
            int slash = target.indexOf('/', scheme + 3);
            said.say(EvidenceKind.HTTP_HOST, host(target.substring(scheme + 3, slash < 0 ? target.length() : slash)));
        }
    }

    private static void response(Payload payload, int lineEnd, int to, boolean complete, Statements said) {
        int spaceOrEnd = payload.indexOf(' ', STATUS, lineEnd);
        payload.say(said, EvidenceKind.HTTP_STATUS, STATUS, spaceOrEnd < 0 ? lineEnd : spaceOrEnd);
        headers(payload, lineEnd, to, complete, false, said);
    }

    /// @param complete false: the last line may be cut and is left for a longer look
    private static void headers(Payload payload, int from, int to, boolean complete, boolean request, Statements said) {
        int at = from;
        while (at >= 0 && at + 1 < to) {
            int next = payload.indexOf('\n', at + 1, to);
            if (next < 0 && !complete) {
                return;
            }
            header(payload, at + 1, next < 0 ? to : next, request, said);
            at = next;
        }
    }

    private static void header(Payload payload, int from, int to, boolean request, Statements said) {
        int colon = payload.indexOf(':', from, to);
        EvidenceKind kind = colon < 0 ? null : request ? requestHeader(payload, from, colon) : responseHeader(payload, from, colon);
        if (kind == EvidenceKind.HTTP_HOST) {
            said.say(kind, host(payload.text(colon + 1, to)));
        } else if (kind != null) {
            payload.say(said, kind, colon + 1, to);
        } else if (request && payload.isIgnoringCase(from, colon, SOAP_ACTION)) {
            said.say(EvidenceKind.APPLICATION, "soap");
        }
    }

    private static EvidenceKind requestHeader(Payload payload, int from, int colon) {
        return payload.isIgnoringCase(from, colon, "host") ? EvidenceKind.HTTP_HOST
                : payload.isIgnoringCase(from, colon, "user-agent") ? EvidenceKind.HTTP_USER_AGENT
                : payload.isIgnoringCase(from, colon, "upgrade") ? EvidenceKind.HTTP_UPGRADE : null;
    }

    private static EvidenceKind responseHeader(Payload payload, int from, int colon) {
        return payload.isIgnoringCase(from, colon, "server") ? EvidenceKind.HTTP_SERVER
                : payload.isIgnoringCase(from, colon, "content-type") ? EvidenceKind.HTTP_CONTENT_TYPE
                : payload.isIgnoringCase(from, colon, "upgrade") ? EvidenceKind.HTTP_UPGRADE : null;
    }

    /// RFC 3986, 3.2: a host without the user before and the port behind it.
    static String host(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > 0 && host.indexOf(']', colon) < 0;
        for (int i = colon + 1; hasPort && i < host.length(); i++) {
            hasPort = Character.isDigit(host.charAt(i));
        }
        return Statements.hostName(hasPort ? host.substring(0, colon) : host);
    }
}
