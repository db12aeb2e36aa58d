package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// A ServerHello of TLS, DTLS or QUIC (RFC 8446, 4.1.3).
///
/// ```
/// version 2 | random 32 | session id 1+n | cipher suite 2 | compression 1 | extensions 2+n: type 2, length 2, body
/// ```
final class ServerHello {
    private static final int ALPN = 16;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int SESSION_ID = 34;
    private static final int TLS_1_3 = 0x0304;
    private static final int DTLS_1_3 = 0xFEFC;
    /// An extension costs four bytes of at most 16,384; no server sends more than a dozen.
    static final int MAX_EXTENSIONS = 64;

    private ServerHello() {}

    /// Reads a hello.
    ///
    /// @param body the message behind its header
    /// @return true when the server's certificate will follow in the clear, if it sends one at all
    static boolean say(Payload body, Statements said) {
        int at = SESSION_ID + 1 + Math.max(0, body.u8(SESSION_ID));
        int cipher = body.u16(at);
        if (cipher < 0) {
            return false;
        }
        int version = body.u16(0);
        ServerForms forms = ServerForms.begin(version, cipher);
        int count = 0;
        at += 5;
        int end = Math.min(body.length(), at + Math.max(0, body.u16(at - 2)));
        while (at + 4 <= end && count < MAX_EXTENSIONS) {
            int type = body.u16(at);
            forms.extension(type);
            if (type == ALPN) {
                said.say(EvidenceKind.TLS_ALPN_CHOSEN, ClientHello.protocols(body, at + 4));
            } else if (type == SUPPORTED_VERSIONS) {
                version = body.u16(at + 4);
            }
            count++;
            at += 4 + body.u16(at + 2);
        }
        said.sayAll(forms.end(version));
        return version != TLS_1_3 && version != DTLS_1_3 && version >> 8 != 0x7F;
    }
}
