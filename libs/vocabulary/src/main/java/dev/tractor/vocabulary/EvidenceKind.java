package dev.tractor.vocabulary;

/// What kind of statement an application made about itself. The `wire` number stands in events and stored results and is never
/// reused; a new kind takes the next free one.
public enum EvidenceKind {
    /// The application protocol that the payload's own form gives away, in lower case: `tls`, `http`, `dns`, `ssh`, `ftp`, …. A second one is carried by the
    /// first: `smtp`, then `tls`.
    PROTOCOL(1, "protocol", 4),
    /// Server name of a ClientHello of TLS over TCP, or of DTLS.
    TLS_SNI(2, "tls-sni"),
    /// Application protocols offered in a ClientHello of TLS, DTLS or QUIC, comma-separated.
    TLS_ALPN(3, "tls-alpn"),
    /// Version of TLS or DTLS that the ServerHello chose: `1.2`, `1.3`, `dtls1.2`.
    TLS_VERSION(4, "tls-version"),
    /// Host that the first HTTP request is meant for: of an absolute target or of CONNECT, else the Host header; without the port.
    HTTP_HOST(5, "http-host"),
    /// User-Agent header of an HTTP request, or what a QUIC handshake says of the client's program.
    HTTP_USER_AGENT(6, "http-user-agent"),
    /// Method of the first HTTP request.
    HTTP_METHOD(7, "http-method"),
    /// Content-Type of the first HTTP response.
    HTTP_CONTENT_TYPE(8, "http-content-type"),
    /// Name asked for in a DNS, mDNS or LLMNR question.
    DNS_QUERY(9, "dns-query", 16),
    /// Name under which the server's address was resolved earlier in the capture.
    RESOLVED_NAME(10, "resolved-name"),
    /// Server name of a QUIC ClientHello.
    QUIC_SNI(11, "quic-sni"),
    /// First line that a server or client sent of itself: SSH version, FTP or SMTP greeting.
    BANNER(12, "banner"),
    /// Server header of an HTTP response.
    HTTP_SERVER(13, "http-server"),
    /// A host's own name, from DHCP or NetBIOS.
    HOST_NAME(14, "host-name"),
    /// Versions that a ClientHello offered, comma-separated, in the client's order, without GREASE.
    TLS_VERSIONS(15, "tls-versions"),
    /// Application protocol that the server chose.
    TLS_ALPN_CHOSEN(16, "tls-alpn-chosen"),
    /// Cipher suite that the server chose, as IANA names it, else its number: `TLS_AES_128_GCM_SHA256`, `0x00ff`.
    TLS_CIPHER(17, "tls-cipher"),
    /// JA3 of a ClientHello: MD5, 32 hexadecimal digits.
    JA3(18, "ja3"),
    /// JA3S of a ServerHello: MD5, 32 hexadecimal digits.
    JA3S(19, "ja3s"),
    /// JA4 of a ClientHello of TLS (`t…`), DTLS (`d…`) or QUIC (`q…`).
    JA4(20, "ja4"),
    /// Subject of the server's certificate: its common name, else its organisation.
    CERTIFICATE_SUBJECT(21, "certificate-subject"),
    /// DNS name in the server's certificate (subjectAltName).
    CERTIFICATE_NAME(22, "certificate-name", 16),
    /// Issuer of the server's certificate: common name, organisation.
    CERTIFICATE_ISSUER(23, "certificate-issuer"),
    /// When the server's certificate is valid, UTC: `2024-01-31T00:00:00Z/2025-01-31T00:00:00Z`.
    CERTIFICATE_VALIDITY(24, "certificate-validity"),
    /// The true server name may be hidden: `ech` (encrypted ClientHello, which browsers also feign), `esni` (its draft).
    TLS_ENCRYPTED_HELLO(25, "tls-encrypted-hello"),
    /// A TLS alert that was sent in the clear: `client fatal unknown_ca`.
    TLS_ALERT(26, "tls-alert", 2),
    /// Version of the client's first QUIC packet: `1`, `2`, `draft-29`, `mvfst-27`, `Q046`, `T051`, `reserved` (one that forces a negotiation).
    QUIC_VERSION(27, "quic-version"),
    /// Target of the first HTTP request.
    HTTP_TARGET(28, "http-target"),
    /// Status code of the first HTTP response.
    HTTP_STATUS(29, "http-status"),
    /// Protocol that an HTTP response switched to, or a request asked for: `websocket`, `h2c`.
    HTTP_UPGRADE(30, "http-upgrade"),
    /// Record type of a DNS question: `A`, `HTTPS`, `TYPE65534`.
    DNS_QUERY_TYPE(31, "dns-query-type", 8),
    /// Record of a DNS answer: its type and what it says (`A 192.0.2.1`, `CNAME cdn.example`, `MX 10 mail.example`).
    DNS_ANSWER(32, "dns-answer", 16),
    /// What was wrong with a DNS question: `NXDOMAIN`, `SERVFAIL`.
    DNS_ERROR(33, "dns-error", 4),
    /// Application that only fields of its own give away within a protocol that others use too: `whatsapp` in STUN.
    APPLICATION(40, "application"),
    /// Program and version that a side says it is: SIP User-Agent, STUN SOFTWARE, the server version of MySQL.
    SOFTWARE(41, "software", 2),
    /// Name that a user logs in with, in the clear.
    USER(42, "user"),
    /// Identifier of what BitTorrent peers share: 40 hexadecimal digits.
    INFO_HASH(43, "info-hash", 4),
    /// Database that a client opens.
    DATABASE(44, "database"),
    /// File that is asked for by name.
    FILE(45, "file"),
    /// Who calls or is called: the address in a SIP From, To or request line.
    PARTY(46, "party", 2),
    /// Where a proxy shall connect to: `example.org:443`.
    TARGET(47, "target"),
    /// Realm that a TURN server asks a password for, often its operator's domain.
    REALM(48, "realm"),
    /// Identifier of a SIP call (Call-ID, RFC 3261, 20.8).
    CALL(49, "call");

    private final int wire;
    private final String label;
    private final int mostPerFlow;

    EvidenceKind(int wire, String label) {
        this(wire, label, 1);
    }

    EvidenceKind(int wire, String label, int mostPerFlow) {
        this.wire = wire;
        this.label = label;
        this.mostPerFlow = mostPerFlow;
    }

    /// How many different values of one flow are kept; what is said later is passed over.
    public int mostPerFlow() {
        return mostPerFlow;
    }

    /// The number in events and stored results.
    public int wire() {
        return wire;
    }

    /// The name in tables and comments.
    public String label() {
        return label;
    }

    /// @return the kind of that number, or null for one that this version does not know (a newer writer)
    public static EvidenceKind ofWire(int number) {
        for (EvidenceKind kind : values()) {
            if (kind.wire == number) {
                return kind;
            }
        }
        return null;
    }
}
