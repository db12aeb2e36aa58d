package dev.tractor.model;

import static dev.tractor.vocabulary.EvidenceKind.APPLICATION;
import static dev.tractor.vocabulary.EvidenceKind.CERTIFICATE_NAME;
import static dev.tractor.vocabulary.EvidenceKind.CERTIFICATE_SUBJECT;
import static dev.tractor.vocabulary.EvidenceKind.DNS_QUERY;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_CONTENT_TYPE;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_HOST;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_METHOD;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_TARGET;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_UPGRADE;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_USER_AGENT;
import static dev.tractor.vocabulary.EvidenceKind.PROTOCOL;
import static dev.tractor.vocabulary.EvidenceKind.QUIC_SNI;
import static dev.tractor.vocabulary.EvidenceKind.REALM;
import static dev.tractor.vocabulary.EvidenceKind.RESOLVED_NAME;
import static dev.tractor.vocabulary.EvidenceKind.TLS_ALPN;
import static dev.tractor.vocabulary.EvidenceKind.TLS_SNI;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.StatedEvidence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The decision by rules. The first that speaks decides: the name that the client asked for, what the HTTP header tells of the program, fields that only one
/// application sends, the name that a DNS flow asks for, the certificate, the name that the server's address was resolved from, the ALPN identifier, the
/// payload's form, the server's address, the IP protocol, the well-known port. Under a protocol that carries everything (TLS, HTTP, …) the address
/// outranks the form.
///
/// A name that is in no rule still outranks the certificate and the resolved name: the client said whom it means.
final class RuleDecider {
    /// Raised when the order or the comments change, since they are part of what a digest stands for.
    static final int VERSION = 4;
    static final int MAX_COMMENT_LENGTH = 200;
    static final String PORT_METHOD = "port";
    static final String NO_METHOD = "none";

    private static final float CERTAIN = 1f;
    private static final float NAMED_BY_CLIENT = 0.95f;
    private static final float RECOGNISED = 0.9f;
    private static final float CERTIFIED = 0.85f;
    private static final float RESOLVED = 0.7f;
    private static final float BY_ADDRESS = 0.6f;
    private static final float WITHIN_TLS_BY_PORT = 0.6f;
    private static final float BY_PORT = 0.3f;

    private static final List<EvidenceKind> OWN_NAMES = List.of(TLS_SNI, QUIC_SNI, HTTP_HOST);
    private static final List<String> NAME_SERVICES = List.of("dns", "mdns", "llmnr");
    /// Protocols under which any application may speak.
    private static final Set<String> CARRIERS = Set.of("tls", "dtls", "quic", "http", "http2", "websocket", "stun", "rtp", "rtcp", "webrtc", "raknet", "kcp");

    /// What decisions and their comments are made from.
    private static final Set<EvidenceKind> DECIDING = EnumSet.of(
            PROTOCOL, TLS_SNI, TLS_ALPN, HTTP_HOST, HTTP_USER_AGENT, HTTP_METHOD, HTTP_CONTENT_TYPE, DNS_QUERY, RESOLVED_NAME, QUIC_SNI, CERTIFICATE_SUBJECT, CERTIFICATE_NAME, HTTP_TARGET,
            HTTP_UPGRADE, APPLICATION, REALM);

    static {
        DECIDING.addAll(Comments.READ);
    }

    private final LabelCatalogue catalogue;
    private final RecentDecisions recent = new RecentDecisions(DECIDING);

    private record Verdict(Label label, float confidence, String method, String comment, int decidedAfter) {}

    private static final Verdict NO_EVIDENCE = new Verdict(Label.UNKNOWN, 0, NO_METHOD, "no evidence and no well-known port", 0);

    private static final Decision NOTHING_KNOWN = new Decision(Decision.UNKNOWN, Decision.UNKNOWN, 0, NO_METHOD, NO_EVIDENCE.comment(), "", "", 0, "", "", 0);

    RuleDecider(LabelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// One decision per flow, in order, without a traffic class.
    List<Decision> decide(List<FlowFacts> flows) {
        List<Decision> decisions = new ArrayList<>(flows.size());
        Statements said = new Statements();
        RecentDecisions.Question question = recent.question();
        for (int i = 0; i < flows.size(); i++) {
            FlowFacts flow = flows.get(i);
            Label ofServer = catalogue.byAddress(flow.serverAddress());
            decisions.add(flow.evidence() instanceof StatedEvidence evidence ? decide(flow, evidence, ofServer, said, question) : decide(flow, said.of(flow.evidence()), ofServer));
        }
        return decisions;
    }

    private Decision decide(FlowFacts flow, StatedEvidence evidence, Label ofServer, Statements said, RecentDecisions.Question question) {
        Decision known = question.of(evidence, flow, ofServer);
        if (known != null) {
            return known;
        }
        Decision decision = decide(flow, said.of(question.said()), ofServer);
        question.answered(flow, ofServer, decision);
        return decision;
    }

    /// @param ofServer label of the server's address, null without one; of the flow nothing else counts but its protocol and the server's port
    private Decision decide(FlowFacts flow, Statements said, Label ofServer) {
        String protocol = applicationProtocol(said);
        Verdict verdict = verdict(flow, said, protocol, ofServer);
        if (verdict == NO_EVIDENCE && said.isEmpty()) {
            return NOTHING_KNOWN;
        }
        return new Decision(
                verdict.label().name(), verdict.label().group(), verdict.confidence(), verdict.method(), cut(verdict.comment(), MAX_COMMENT_LENGTH), protocolUnder(verdict.label(), protocol, flow), "", 0,
                cut(Comments.domain(said), Evidence.MAX_LENGTH), cut(Objects.requireNonNullElse(said.first(HTTP_USER_AGENT), ""), Evidence.MAX_LENGTH), verdict.decidedAfter());
    }

    /// A provider's server at the port where a protocol of its own group is spoken within TLS speaks that: a mail provider IMAP.
    private String protocolUnder(Label label, String protocol, FlowFacts flow) {
        Label within = protocol.equals("tls") ? catalogue.byTlsPort(flow.serverPort()) : null;
        boolean spoken = within != null && !within.equals(label) && within.group().equals(label.group()) && within.equals(catalogue.byProtocol(within.name()));
        return spoken ? within.name() : protocol;
    }

    private Verdict verdict(FlowFacts flow, Statements said, String protocol, Label ofServer) {
        Verdict verdict = said.isEmpty() ? null : byEvidence(flow, said, protocol, ofServer);
        if (verdict == null) {
            verdict = byIpProtocol(flow);
        }
        if (verdict == null) {
            verdict = byAddress(ofServer, said);
        }
        if (verdict == null) {
            verdict = byPort(flow);
        }
        return verdict == null ? NO_EVIDENCE : verdict;
    }

    private Verdict byEvidence(FlowFacts flow, Statements said, String protocol, Label ofServer) {
        Verdict verdict = byOwnName(said);
        if (verdict == null) {
            verdict = byHeader(said);
        }
        if (verdict == null) {
            verdict = byFields(said);
        }
        if (verdict == null) {
            verdict = NAME_SERVICES.contains(protocol) ? byQuestions(said, protocol) : byServersName(said);
        }
        if (verdict == null) {
            verdict = byAlpn(said);
        }
        if (verdict == null && CARRIERS.contains(protocol)) {
            verdict = withinTls(flow, said, protocol);
            verdict = verdict == null ? byAddress(ofServer, said) : verdict;
        }
        return verdict == null ? byProtocol(said, protocol) : verdict;
    }

    private Verdict byOwnName(Statements said) {
        for (EvidenceKind kind : OWN_NAMES) {
            String name = said.hostName(kind);
            Label label = name == null ? null : catalogue.byDomain(name);
            if (label != null) {
                return new Verdict(label, NAMED_BY_CLIENT, kind.label(), Comments.name(kind, said), said.statement(kind).packet());
            }
        }
        return null;
    }

    private Verdict byHeader(Statements said) {
        Evidence agent = said.statement(HTTP_USER_AGENT);
        Verdict verdict = agent == null ? null : recognised(catalogue.byUserAgent(agent.value()), "HTTP user agent ", agent);
        Evidence method = said.statement(HTTP_METHOD);
        if (verdict == null && method != null) {
            verdict = recognised(catalogue.byHttpMethod(method.value()), "HTTP method ", method);
        }
        Evidence content = said.statement(HTTP_CONTENT_TYPE);
        if (verdict == null && content != null) {
            verdict = recognised(catalogue.byContentType(content.value()), "HTTP content type ", content);
        }
        Evidence target = said.statement(HTTP_TARGET);
        return verdict == null && target != null ? recognised(catalogue.byPath(target.value()), "HTTP target ", target) : verdict;
    }

    private static Verdict recognised(Label label, String comment, Evidence by) {
        return label == null ? null : new Verdict(label, RECOGNISED, "signature", comment + by.value(), by.packet());
    }

    private Verdict byFields(Statements said) {
        Evidence application = said.statement(APPLICATION);
        Label label = application == null ? null : catalogue.byProtocol(application.value());
        if (label != null) {
            return new Verdict(label, RECOGNISED, "signature", Comments.fields(said), application.packet());
        }
        Evidence subject = said.statement(CERTIFICATE_SUBJECT);
        Verdict verdict = subject == null ? null : recognised(catalogue.byCertificate(subject.value()), "TLS certificate of ", subject);
        Evidence realm = said.statement(REALM);
        return verdict == null && realm != null ? recognised(catalogue.byDomain(realm.value()), "TURN realm ", realm) : verdict;
    }

    /// A DNS flow belongs to the application whose name it asks for, unless it asks for several.
    private Verdict byQuestions(Statements said, String protocol) {
        if (!protocol.equals("dns")) {
            return null;
        }
        Evidence first = said.statement(DNS_QUERY);
        Label asked = null;
        for (int i = 0; i < said.count(); i++) {
            if (said.kind(i) == DNS_QUERY) {
                Label label = catalogue.byDomain(said.get(i).value());
                if (label == null || asked != null && !label.equals(asked)) {
                    return null;
                }
                asked = label;
            }
        }
        return asked == null ? null : new Verdict(asked, NAMED_BY_CLIENT, "dns", "DNS query " + first.value(), first.packet());
    }

    /// What others say of the server, when the client gave no name.
    private Verdict byServersName(Statements said) {
        for (EvidenceKind kind : OWN_NAMES) {
            if (said.hostName(kind) != null) {
                return null;
            }
        }
        Evidence named = firstNamed(said, CERTIFICATE_SUBJECT);
        named = named == null ? firstNamed(said, CERTIFICATE_NAME) : named;
        if (named != null) {
            return new Verdict(domain(named), CERTIFIED, "tls-certificate", "TLS certificate of " + named.value(), named.packet());
        }
        named = firstNamed(said, RESOLVED_NAME);
        return named == null ? null : new Verdict(domain(named), RESOLVED, "dns", "DNS name " + named.value() + " resolved for the server", named.packet());
    }

    /// The first statement of that kind whose domain has a label, or null.
    private Evidence firstNamed(Statements said, EvidenceKind kind) {
        for (int i = 0; said.has(kind) && i < said.count(); i++) {
            if (said.kind(i) == kind && domain(said.get(i)) != null) {
                return said.get(i);
            }
        }
        return null;
    }

    private Label domain(Evidence statement) {
        return catalogue.byDomain(withoutWildcard(statement.value()));
    }

    private static String withoutWildcard(String name) {
        return name.startsWith("*.") ? name.substring(2) : name;
    }

    private Verdict byAlpn(Statements said) {
        if (!said.has(TLS_ALPN)) {
            return null;
        }
        for (String identifier : said.first(TLS_ALPN).split(",")) {
            Label label = catalogue.byAlpn(identifier);
            if (label != null) {
                return new Verdict(label, RECOGNISED, "signature", "TLS ALPN " + identifier, said.statement(TLS_ALPN).packet());
            }
        }
        return null;
    }

    private Verdict withinTls(FlowFacts flow, Statements said, String protocol) {
        int port = flow.serverPort();
        Label label = catalogue.byTlsPort(port);
        if (label == null) {
            return null;
        }
        return switch (protocol) {
            case "tls" -> new Verdict(label, WITHIN_TLS_BY_PORT, PORT_METHOD, "TLS at well-known port " + port + "/tcp", packet(said));
            case "dtls" -> label.equals(catalogue.byPort(flow.protocol(), port)) ? new Verdict(label, WITHIN_TLS_BY_PORT, PORT_METHOD, "DTLS at well-known port " + port + "/udp", packet(said)) : null;
            default -> null;
        };
    }

    private static Verdict byAddress(Label label, Statements said) {
        return label == null ? null : new Verdict(label, BY_ADDRESS, "address", "server address in a range of " + label.name(), Math.max(1, packet(said)));
    }

    /// The first protocol that does not carry everything, else the first. DTLS within STUN is WebRTC, HTTP that is to turn to WebSocket is that (RFC 6455, 1.3).
    private Verdict byProtocol(Statements said, String applicationProtocol) {
        Evidence best = null;
        boolean webrtc = false;
        for (int i = 0; said.has(PROTOCOL) && i < said.count(); i++) {
            Evidence statement = said.kind(i) == PROTOCOL ? said.get(i) : null;
            if (statement != null && catalogue.byProtocol(statement.value()) != null) {
                webrtc |= best != null && best.value().equals("stun") && statement.value().equals("dtls");
                best = best == null || CARRIERS.contains(best.value()) && !CARRIERS.contains(statement.value()) ? statement : best;
            }
        }
        boolean turned = best != null && best.value().equals("http") && said.has(HTTP_UPGRADE) && said.first(HTTP_UPGRADE).equalsIgnoreCase("websocket");
        String name = best == null ? applicationProtocol : webrtc && best.value().equals("stun") ? "webrtc" : turned ? "websocket" : best.value();
        Label label = catalogue.byProtocol(name);
        return label == null ? null : new Verdict(label, RECOGNISED, "signature", Comments.protocol(label.name(), said), best == null ? 0 : best.packet());
    }

    private static int packet(Statements said) {
        return said.has(PROTOCOL) ? said.statement(PROTOCOL).packet() : 0;
    }

    private Verdict byIpProtocol(FlowFacts flow) {
        Label label = catalogue.byIpProtocol(flow.protocol());
        return label == null ? null : new Verdict(label, CERTAIN, "signature", "IP protocol " + flow.protocol(), 1);
    }

    private Verdict byPort(FlowFacts flow) {
        Label label = catalogue.byPort(flow.protocol(), flow.serverPort());
        String transport = flow.protocol() == IpProtocol.TCP ? "tcp" : "udp";
        return label == null ? null : new Verdict(label, BY_PORT, PORT_METHOD, "well-known port " + flow.serverPort() + "/" + transport, 1);
    }

    /// The first stated protocol that has a label, by the label's name (after STUN what it made way for); else what the other evidence implies; empty
    /// when nothing does.
    private String applicationProtocol(Statements said) {
        String name = "";
        for (int i = 0; said.has(PROTOCOL) && i < said.count(); i++) {
            Label label = said.kind(i) == PROTOCOL ? catalogue.byProtocol(said.get(i).value()) : null;
            if (label != null && (name.isEmpty() || name.equals("stun"))) {
                name = label.name();
            }
        }
        if (!name.isEmpty() || said.has(PROTOCOL)) {
            return name.isEmpty() ? said.first(PROTOCOL) : name;
        }
        if (said.has(TLS_SNI)) {
            return "tls";
        }
        if (said.has(QUIC_SNI)) {
            return "quic";
        }
        if (said.has(HTTP_HOST)) {
            return "http";
        }
        return said.has(DNS_QUERY) ? "dns" : "";
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
