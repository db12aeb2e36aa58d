package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// A ClientHello of TLS, DTLS or QUIC (RFC 8446, 4.1.2; RFC 9147, 5.3).
///
/// ```
/// version 2 | random 32 | session id 1+n | DTLS: cookie 1+n | cipher suites 2+n | compression 1+n | extensions 2+n: type 2, length 2, body
/// ```
final class ClientHello {
    private static final int SERVER_NAME = 0;
    static final int GROUPS = 10;
    static final int POINT_FORMATS = 11;
    static final int SIGNATURE_ALGORITHMS = 13;
    static final int ALPN = 16;
    static final int SUPPORTED_VERSIONS = 43;
    private static final int QUIC_PARAMETERS = 0x39;
    private static final int QUIC_PARAMETERS_OF_DRAFTS = 0xFFA5;
    private static final int ENCRYPTED_SERVER_NAME = 0xFFCE;
    private static final int ENCRYPTED_CLIENT_HELLO = 0xFE0D;
    /// draft-ietf-tls-esni-08 to -13 counted through these.
    private static final int FIRST_DRAFT_OF_ECH = 0xFE08;
    private static final int SESSION_ID = 34;
    private static final int MAX_SESSION_ID = 32;
    /// Google's transport parameter `user_agent_id`.
    private static final long USER_AGENT = 0x3129;
    private static final int[] NONE = {};

    private final Payload body;
    private final int ciphersAt;
    private final int extensionsAt;
    private final int extensionsEnd;

    private ClientHello(Payload body, int ciphersAt, int extensionsAt) {
        this.body = body;
        this.ciphersAt = ciphersAt;
        this.extensionsAt = extensionsAt + 2;
        this.extensionsEnd = extensionsAt + 2 + Math.max(0, body.u16(extensionsAt));
    }

    /// @param body the message behind its header, maybe cut off
    /// @param cookie DTLS has one
    /// @return null when this cannot be a ClientHello
    static ClientHello of(Payload body, boolean cookie) {
        int sessionId = body.u8(SESSION_ID);
        int at = SESSION_ID + 1 + sessionId;
        if (cookie) {
            at += 1 + Math.max(0, body.u8(at));
        }
        int ciphers = body.u16(at);
        if (sessionId < 0 || sessionId > MAX_SESSION_ID || ciphers < 2 || ciphers % 2 != 0) {
            return null;
        }
        int compression = at + 2 + ciphers;
        return new ClientHello(body, at, compression + 1 + Math.max(0, body.u8(compression)));
    }

    Payload body() {
        return body;
    }

    /// Where the length of the list of cipher suites stands.
    int ciphersAt() {
        return ciphersAt;
    }

    /// Where the first extension begins.
    int extensionsAt() {
        return extensionsAt;
    }

    private boolean isWhole() {
        return extensionsEnd <= body.length() || extensionsAt - 2 == body.length();
    }

    int version() {
        return body.u16(0);
    }

    int[] ciphers() {
        return numbers(ciphersAt + 2, ciphersAt + 2 + body.u16(ciphersAt));
    }

    private int[] numbers(int from, int to) {
        int[] numbers = new int[Math.max(0, (Math.min(to, body.length()) - from) / 2)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = body.u16(from + 2 * i);
        }
        return numbers;
    }

    /// Types of the extensions, in their order.
    int[] extensions() {
        int count = 0;
        for (int at = extensionsAt; isExtension(at); at = next(at)) {
            count++;
        }
        int[] types = new int[count];
        int i = 0;
        for (int at = extensionsAt; isExtension(at); at = next(at)) {
            types[i++] = body.u16(at);
        }
        return types;
    }

    boolean isExtension(int at) {
        return at + 4 <= extensionsEnd && body.u16(at + 2) >= 0;
    }

    int next(int at) {
        return at + 4 + body.u16(at + 2);
    }

    /// Where the body of the first extension of that type begins, -1 without one.
    private int extension(int type) {
        for (int at = extensionsAt; isExtension(at); at = next(at)) {
            if (body.u16(at) == type) {
                return at + 4;
            }
        }
        return -1;
    }

    /// Numbers of two bytes behind a length of two bytes.
    private int[] list(int type) {
        int at = extension(type);
        return at < 0 ? NONE : numbers(at + 2, Math.min(at + body.u16(at - 2), at + 2 + Math.max(0, body.u16(at))));
    }

    int[] groups() {
        return list(GROUPS);
    }

    int[] signatureAlgorithms() {
        return list(SIGNATURE_ALGORITHMS);
    }

    int[] pointFormats() {
        int at = extension(POINT_FORMATS);
        int[] formats = new int[at < 0 ? 0 : Math.max(0, body.u8(at))];
        for (int i = 0; i < formats.length; i++) {
            formats[i] = body.u8(at + 1 + i);
        }
        return formats;
    }

    /// Versions that the client offers, in its order, without GREASE.
    int[] versions() {
        int at = extension(SUPPORTED_VERSIONS);
        int[] offered = at < 0 ? NONE : numbers(at + 1, at + 1 + Math.max(0, body.u8(at)));
        int[] versions = java.util.Arrays.stream(offered).filter(version -> !Fingerprints.isGrease(version)).toArray();
        return versions.length == 0 ? new int[] {version()} : versions;
    }

    int highestVersion() {
        int best = -1;
        for (int version : versions()) {
            best = best < 0 || rank(version) > rank(best) ? version : best;
        }
        return best;
    }

    /// DTLS counts its versions downwards.
    private static int rank(int version) {
        return version >> 8 == 0xFE ? 0xFFFF - version : version >> 8 == 3 ? version : 0;
    }

    private String serverName() {
        int at = extension(SERVER_NAME);
        boolean isHostName = at >= 0 && body.u8(at + 2) == 0 && body.u16(at + 3) > 0 && at + 5 + body.u16(at + 3) <= body.length();
        return isHostName ? Statements.hostName(body.text(at + 5, at + 5 + body.u16(at + 3))) : "";
    }

    /// The first protocol offered, empty without one.
    byte[] firstAlpn() {
        int at = extension(ALPN);
        int length = at < 0 ? -1 : body.u8(at + 2);
        return length <= 0 || at + 3 + length > body.length() ? new byte[0] : body.copy(at + 3, at + 3 + length);
    }

    String alpn() {
        int at = extension(ALPN);
        return at < 0 ? "" : protocols(body, at);
    }

    /// The names in an ALPN extension (RFC 7301, 3.1), comma-separated, without GREASE.
    static String protocols(Payload message, int at) {
        StringBuilder names = new StringBuilder();
        int end = at + 2 + Math.max(0, message.u16(at));
        for (int name = at + 2; name < end && message.u8(name) > 0; name += 1 + message.u8(name)) {
            if (message.isPrintable(name + 1, name + 1 + message.u8(name))) {
                names.append(names.isEmpty() ? "" : ",").append(message.text(name + 1, name + 1 + message.u8(name)));
            }
        }
        return names.toString();
    }

    String encryption() {
        for (int at = extensionsAt; isExtension(at); at = next(at)) {
            int type = body.u16(at);
            if (type == ENCRYPTED_SERVER_NAME) {
                return "esni";
            } else if (type >= FIRST_DRAFT_OF_ECH && type <= ENCRYPTED_CLIENT_HELLO) {
                return "ech";
            }
        }
        return "";
    }

    /// RFC 9000, 18: number, length and value of each parameter, of which one may be Google's user agent. Drafts before 27 had numbers and lengths of two
    /// bytes each, behind a length of them all.
    private String quicUserAgent() {
        int at = Math.max(extension(QUIC_PARAMETERS), extension(QUIC_PARAMETERS_OF_DRAFTS));
        int end = at < 0 ? 0 : Math.min(body.length(), at + body.u16(at - 2));
        boolean old = at >= 0 && body.u16(at) == end - at - 2;
        at += old ? 2 : 0;
        while (at >= 0 && at < end) {
            long type = old ? body.u16(at) : body.varint(at);
            at += old ? 2 : Payload.varintLength(body.u8(at));
            long length = old ? body.u16(at) : body.varint(at);
            at += old ? 2 : Payload.varintLength(body.u8(at));
            if (type < 0 || length < 0 || length > end - at) {
                return "";
            }
            if (type == USER_AGENT) {
                return body.text(at, at + (int) length);
            }
            at += (int) length;
        }
        return "";
    }

    /// @param sni the kind of the server's name
    /// @param transport as in JA4: `t` TCP, `d` DTLS, `q` QUIC
    void say(Statements said, EvidenceKind sni, char transport) {
        HelloForms.Form form = isWhole() ? HelloForms.of(this, transport) : null;
        said.say(sni, serverName());
        if (form == null) {
            sayOffers(said);
        } else {
            said.sayAll(form.offers());
        }
        if (transport == 'q') {
            said.say(EvidenceKind.HTTP_USER_AGENT, quicUserAgent());
        }
        if (form != null) {
            said.sayAll(form.digests());
        }
    }

    void sayOffers(Statements said) {
        said.say(EvidenceKind.TLS_ALPN, alpn());
        said.say(EvidenceKind.TLS_ENCRYPTED_HELLO, encryption());
    }
}
