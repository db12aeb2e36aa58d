package dev.tractor.vocabulary;

/// Why two flows belong to one application run. The `wire` number stands in events and stored results and is never reused; a new kind takes the next free one.
public enum LinkKind {
    /// An FTP control flow named the endpoint of the data flow: PORT, PASV (RFC 959), EPRT, EPSV (RFC 2428).
    FTP_DATA(1, "ftp-data", 0.99f),
    /// A TFTP request from this socket; the server answers it from a new port (RFC 1350, section 4).
    TFTP_TRANSFER(2, "tftp-transfer", 0.95f),
    /// A session description in SIP named the endpoint of the media flow (RFC 8866, RFC 3264).
    SIP_MEDIA(3, "sip-media", 0.95f),
    /// An RTSP Transport header or session description named the endpoint of the media flow (RFC 7826, RFC 2326).
    RTSP_MEDIA(4, "rtsp-media", 0.95f),
    /// A DNS answer gave this client the address that the flow went to. The DNS flow is no member of the session.
    DNS_ANSWER(5, "dns-answer", 0.9f),
    /// One client's flows to one site, at the same time or shortly after each other.
    SAME_SITE(6, "same-site", 0.8f),
    /// One client's BitTorrent flows of one info hash.
    SAME_INFO_HASH(7, "same-info-hash", 0.9f),
    /// One UDP socket that asked a STUN server and then exchanged DTLS or RTP with a peer (RFC 8445).
    SAME_MEDIA_SOCKET(8, "same-media-socket", 0.8f),
    /// SIP flows with one Call-ID: the ways of a call over proxies, or its end after a long silence (RFC 3261, section 20.8).
    SAME_CALL(9, "same-call", 0.95f),
    /// A session description in MGCP or Megaco named the endpoint of the media flow (RFC 3435, RFC 3525).
    GATEWAY_MEDIA(10, "gateway-media", 0.95f);

    private final int wire;
    private final String label;
    private final float confidence;

    LinkKind(int wire, String label, float confidence) {
        this.wire = wire;
        this.label = label;
        this.confidence = confidence;
    }

    /// The number in events and stored results.
    public int wire() {
        return wire;
    }

    /// The name in tables.
    public String label() {
        return label;
    }

    /// How sure such a link is, 0 to 1: near 1 where one flow named the other's endpoint, less where only time and place speak.
    public float confidence() {
        return confidence;
    }

    /// The protocol of a flow that was announced so, as evidence names it; null where the announcement does not decide it.
    public String protocol() {
        return switch (this) {
            case FTP_DATA -> "ftp-data";
            case TFTP_TRANSFER -> "tftp";
            case SIP_MEDIA, RTSP_MEDIA, DNS_ANSWER, SAME_SITE, SAME_INFO_HASH, SAME_MEDIA_SOCKET, SAME_CALL, GATEWAY_MEDIA -> null;
        };
    }

    /// True when one flow named the other's endpoint and so made it: the other serves it.
    public boolean announces() {
        return switch (this) {
            case FTP_DATA, TFTP_TRANSFER, SIP_MEDIA, RTSP_MEDIA, GATEWAY_MEDIA -> true;
            case DNS_ANSWER, SAME_SITE, SAME_INFO_HASH, SAME_MEDIA_SOCKET, SAME_CALL -> false;
        };
    }

    /// @return the kind of that number, or null for one that this version does not know (a newer writer)
    public static LinkKind ofWire(int number) {
        for (LinkKind kind : values()) {
            if (kind.wire == number) {
                return kind;
            }
        }
        return null;
    }
}
