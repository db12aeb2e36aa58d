package dev.tractor.model;

/// The label of a flow and why it has it.
///
/// @param label application or protocol, as the catalogue names it; `unknown` when nothing speaks
/// @param group the label's group
/// @param confidence 0 to 1
/// @param method `tls-sni`, `quic-sni`, `http-host`, `tls-certificate`, `dns`, `address`, `signature`, `model:NAME`, `port`, `none`
/// @param comment a few words for a person: `TLS SNI web.telegram.org`
/// @param applicationProtocol protocol under the application: `tls`, `http`, `dns`; empty when not known
/// @param trafficClass class of the traffic model (`chat`, `streaming`, …), `unknown`, or empty when no model was asked
/// @param trafficClassConfidence 0 to 1, 0 where there is none
/// @param domain the name that the flow was addressed by, or empty
/// @param userAgent of its first HTTP request, or empty
/// @param decidedAfter how many of the flow's packets had been seen when the label was fixed; 0 when that is not known, or there is no label
public record Decision(
        String label, String group, float confidence, String method, String comment, String applicationProtocol,
        String trafficClass, float trafficClassConfidence, String domain, String userAgent, int decidedAfter) {
    /// The label of a flow about which nothing is known.
    public static final String UNKNOWN = "unknown";

    /// The same flow with another label, and what gave that.
    Decision relabelled(Label given, float confidence, String method, String comment, int decidedAfter) {
        return new Decision(
                given.name(), given.group(), confidence, method, comment, applicationProtocol, trafficClass, trafficClassConfidence, domain, userAgent, decidedAfter);
    }

    Decision with(TrafficClass given) {
        return new Decision(label, group, confidence, method, comment, applicationProtocol, given.name(), given.confidence(), domain, userAgent, decidedAfter);
    }
}
