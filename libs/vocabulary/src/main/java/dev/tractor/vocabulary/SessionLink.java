package dev.tractor.vocabulary;

/// Why a flow belongs to a session.
///
/// @param from ordinal of the flow that leads to the other: the control flow, the DNS flow, the first flow to the site
/// @param to ordinal of the flow that is led to; always a member of the session
/// @param kind what ties them
/// @param evidence what was read, printable, at most [#MAX_EVIDENCE] characters: `PASV 192.0.2.1:50123`, `www.example.com`
public record SessionLink(long from, long to, LinkKind kind, String evidence) {
    /// A long host name with room; it bounds a session's message.
    public static final int MAX_EVIDENCE = 100;

    public SessionLink {
        evidence = evidence.length() > MAX_EVIDENCE ? evidence.substring(0, MAX_EVIDENCE) : evidence;
    }
}
