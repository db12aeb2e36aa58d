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
        if (!response && payload.length() > MAX_METHOD && payload.indexOf(' ', 0, MAX_METHOD + 1) < MIN_METHOD) {
            return Verdict.NO;
        }
        int lineEnd = payload.indexOf('\n', 0, MAX_HEADER);
        int methodEnd = response ? 0 : methodEnd(payload, lineEnd);
        if (methodEnd < 0) {
            return Verdict.NO;
        }
        int end = -1;
        if (lineEnd > 0) {
            if (response) {
                response(payload, lineEnd, said);
            } else {
                request(payload, methodEnd, lineEnd, said);
            }
            end = headers(payload, lineEnd, !response, said);
        }
        if (end < 0 && payload.length() < MAX_HEADER && !payload.last()) {
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

    /// A target may be a path, an address with scheme and host (to a proxy), or host and port alone (CONNECT).
    private static void request(Payload payload, int methodEnd, int lineEnd, Statements said) {
        int targetEnd = payload.indexOf(' ', methodEnd + 1, lineEnd);
        payload.say(said, EvidenceKind.HTTP_METHOD, 0, methodEnd);
        payload.say(said, EvidenceKind.HTTP_TARGET, methodEnd + 1, targetEnd);
        if (payload.u8(methodEnd + 1) != '/') {
            authority(payload.text(methodEnd + 1, targetEnd), methodEnd == CONNECT.length() && payload.startsWith(CONNECT), said);
        }
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

    private static void response(Payload payload, int lineEnd, Statements said) {
        int spaceOrEnd = payload.indexOf(' ', STATUS, lineEnd);
        payload.say(said, EvidenceKind.HTTP_STATUS, STATUS, spaceOrEnd < 0 ? lineEnd : spaceOrEnd);
    }

    /// Reads the lines of a header; one that may be cut is left for a longer look.
    ///
    /// @return where the empty line begins that closes it, -1 before that came
    private static int headers(Payload payload, int firstLineEnd, boolean request, Statements said) {
        int from = firstLineEnd + 1;
        while (payload.u8(from) != '\n' && (payload.u8(from) != '\r' || payload.u8(from + 1) != '\n')) {
            int end = payload.indexOf('\n', from, MAX_HEADER);
            if (end < 0) {
                if (payload.last() || payload.length() >= MAX_HEADER) {
                    header(payload, from, payload.length(), request, said);
                }
                return -1;
            }
            header(payload, from, end, request, said);
            from = end + 1;
        }
        return from;
    }

    /// Most headers begin with another letter than those that tell something.
    private static void header(Payload payload, int from, int to, boolean request, Statements said) {
        switch (payload.u8(from) | 0x20) {
            case 'h', 'u', 's', 'c' -> field(payload, from, to, request, said);
            default -> {}
        }
    }

    private static void field(Payload payload, int from, int to, boolean request, Statements said) {
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
