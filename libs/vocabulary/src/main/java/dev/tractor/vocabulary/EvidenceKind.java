package dev.tractor.vocabulary;

/// What kind of statement an application made about itself. The `wire` number stands in events and stored results and is never
/// reused; a new kind takes the next free one.
public enum EvidenceKind {
    /// The application protocol that the payload's own form gives away, in lower case: `tls`, `http`, `dns`, `ssh`, `ftp`, ….
    PROTOCOL(1, "protocol"),
    /// Server name of a TLS ClientHello over TCP.
    TLS_SNI(2, "tls-sni"),
    /// Application protocols offered in a TLS ClientHello, comma-separated.
    TLS_ALPN(3, "tls-alpn"),
    /// TLS version that the ServerHello chose, else the highest the client offered: `1.2`, `1.3`.
    TLS_VERSION(4, "tls-version"),
    /// Host header of an HTTP/1 request.
    HTTP_HOST(5, "http-host"),
    /// User-Agent header of an HTTP/1 request.
    HTTP_USER_AGENT(6, "http-user-agent"),
    /// Method of the first HTTP/1 request.
    HTTP_METHOD(7, "http-method"),
    /// Content-Type of the first HTTP/1 response.
    HTTP_CONTENT_TYPE(8, "http-content-type"),
    /// Name asked for in a DNS, mDNS or LLMNR question.
    DNS_QUERY(9, "dns-query"),
    /// Name under which the server's address was resolved earlier in the capture.
    RESOLVED_NAME(10, "resolved-name"),
    /// Server name of a QUIC ClientHello.
    QUIC_SNI(11, "quic-sni"),
    /// First line that a server or client sent of itself: SSH version, FTP or SMTP greeting.
    BANNER(12, "banner"),
    /// Server header of an HTTP/1 response.
    HTTP_SERVER(13, "http-server"),
    /// A host's own name, from DHCP or NetBIOS.
    HOST_NAME(14, "host-name");

    private final int wire;
    private final String label;

    EvidenceKind(int wire, String label) {
        this.wire = wire;
        this.label = label;
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
