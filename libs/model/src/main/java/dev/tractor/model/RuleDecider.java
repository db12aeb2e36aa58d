package dev.tractor.model;

import static dev.tractor.vocabulary.EvidenceKind.BANNER;
import static dev.tractor.vocabulary.EvidenceKind.DNS_QUERY;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_HOST;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_USER_AGENT;
import static dev.tractor.vocabulary.EvidenceKind.PROTOCOL;
import static dev.tractor.vocabulary.EvidenceKind.QUIC_SNI;
import static dev.tractor.vocabulary.EvidenceKind.RESOLVED_NAME;
import static dev.tractor.vocabulary.EvidenceKind.TLS_ALPN;
import static dev.tractor.vocabulary.EvidenceKind.TLS_SNI;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The decision by rules. The first that speaks decides: the name that the client asked for, a question to the DNS, the name that the
/// server's address was resolved from, the ALPN identifier, the payload's form, the IP protocol, the well-known port.
///
/// A name that is in no rule still outranks the resolved name: the client said whom it means.
final class RuleDecider {
    /// Raised when the order or the comments change, since they are part of what a digest stands for.
    static final int VERSION = 1;
    static final int MAX_COMMENT_LENGTH = 200;

    private static final float NAMED_BY_CLIENT = 0.95f;
    private static final float RECOGNISED = 0.9f;
    private static final float RESOLVED = 0.7f;
    private static final float BY_PORT = 0.3f;
    private static final float CERTAIN = 1f;

    private static final List<EvidenceKind> OWN_NAMES = List.of(TLS_SNI, QUIC_SNI, HTTP_HOST);
    private static final List<String> NAME_SERVICES = List.of("dns", "mdns", "llmnr");

    private final LabelCatalogue catalogue;

    private record Verdict(Label label, float confidence, String method, String comment) {}

    RuleDecider(LabelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// A decision without a traffic class.
    Decision decide(FlowFacts flow) {
        Statements said = new Statements(flow.evidence());
        String protocol = applicationProtocol(said);
        Verdict verdict = verdict(flow, said, protocol);
        return new Decision(
                verdict.label().name(), verdict.label().group(), verdict.confidence(), verdict.method(), cut(verdict.comment(), MAX_COMMENT_LENGTH), protocol,
                "", 0, cut(domain(said), Evidence.MAX_LENGTH), cut(Objects.requireNonNullElse(said.first(HTTP_USER_AGENT), ""), Evidence.MAX_LENGTH));
    }

    private Verdict verdict(FlowFacts flow, Statements said, String protocol) {
        Verdict verdict = byOwnName(said);
        if (verdict == null && !NAME_SERVICES.contains(protocol)) {
            verdict = byResolvedName(said);
        }
        if (verdict == null) {
            verdict = byAlpn(said);
        }
        if (verdict == null) {
            verdict = byProtocol(said, protocol);
        }
        if (verdict == null) {
            verdict = byIpProtocol(flow);
        }
        if (verdict == null) {
            verdict = byPort(flow, flow.serverPort());
        }
        return verdict == null ? new Verdict(Label.UNKNOWN, 0, "none", "no evidence and no well-known port") : verdict;
    }

    private Verdict byOwnName(Statements said) {
        for (EvidenceKind kind : OWN_NAMES) {
            String name = said.hostName(kind);
            Label label = name == null ? null : catalogue.byDomain(name);
            if (label != null) {
                return new Verdict(label, NAMED_BY_CLIENT, kind.label(), nameComment(kind, said));
            }
        }
        return null;
    }

    private Verdict byResolvedName(Statements said) {
        if (OWN_NAMES.stream().anyMatch(kind -> said.hostName(kind) != null)) {
            return null;
        }
        for (Evidence statement : said.all()) {
            Label label = statement.kind() == RESOLVED_NAME ? catalogue.byDomain(statement.value()) : null;
            if (label != null) {
                return new Verdict(label, RESOLVED, "dns", "DNS name " + statement.value() + " resolved for the server");
            }
        }
        return null;
    }

    private Verdict byAlpn(Statements said) {
        if (!said.has(TLS_ALPN)) {
            return null;
        }
        for (String identifier : said.first(TLS_ALPN).split(",")) {
            Label label = catalogue.byAlpn(identifier);
            if (label != null) {
                return new Verdict(label, RECOGNISED, "signature", "TLS ALPN " + identifier);
            }
        }
        return null;
    }

    private Verdict byProtocol(Statements said, String protocol) {
        Label label = catalogue.byProtocol(protocol);
        return label == null ? null : new Verdict(label, RECOGNISED, "signature", protocolComment(label.name(), said));
    }

    private Verdict byIpProtocol(FlowFacts flow) {
        Label label = catalogue.byIpProtocol(flow.protocol());
        return label == null ? null : new Verdict(label, CERTAIN, "signature", "IP protocol " + flow.protocol());
    }

    private Verdict byPort(FlowFacts flow, int port) {
        Label label = catalogue.byPort(flow.protocol(), port);
        String transport = flow.protocol() == IpProtocol.TCP ? "tcp" : "udp";
        return label == null ? null : new Verdict(label, BY_PORT, "port", "well-known port " + port + "/" + transport);
    }

    /// The first stated protocol that has a label, by the label's name; else what the other evidence implies; empty when nothing does.
    private String applicationProtocol(Statements said) {
        for (Evidence statement : said.all()) {
            Label label = statement.kind() == PROTOCOL ? catalogue.byProtocol(statement.value()) : null;
            if (label != null) {
                return label.name();
            }
        }
        if (said.has(PROTOCOL)) {
            return said.first(PROTOCOL);
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

    private static String protocolComment(String protocol, Statements said) {
        EvidenceKind name = switch (protocol) {
            case "tls" -> TLS_SNI;
            case "quic" -> QUIC_SNI;
            case "http" -> HTTP_HOST;
            case "dns", "mdns", "llmnr" -> DNS_QUERY;
            default -> BANNER;
        };
        if (!said.has(name)) {
            return "signature of " + protocol;
        }
        return name == BANNER ? protocol.toUpperCase(Locale.ROOT) + " banner " + said.first(BANNER) : nameComment(name, said);
    }

    private static String nameComment(EvidenceKind kind, Statements said) {
        String what = switch (kind) {
            case TLS_SNI -> "TLS SNI ";
            case QUIC_SNI -> "QUIC SNI ";
            case HTTP_HOST -> "HTTP host ";
            case DNS_QUERY -> "DNS query ";
            default -> throw new IllegalArgumentException(kind + " is no name");
        };
        return what + said.first(kind);
    }

    private static String domain(Statements said) {
        for (EvidenceKind kind : List.of(TLS_SNI, QUIC_SNI, HTTP_HOST, DNS_QUERY, RESOLVED_NAME)) {
            String name = said.hostName(kind);
            if (name != null) {
                return name;
            }
        }
        return "";
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
