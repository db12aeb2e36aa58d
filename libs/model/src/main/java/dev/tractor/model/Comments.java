package dev.tractor.model;

import static dev.tractor.vocabulary.EvidenceKind.APPLICATION;
import static dev.tractor.vocabulary.EvidenceKind.BANNER;
import static dev.tractor.vocabulary.EvidenceKind.CERTIFICATE_SUBJECT;
import static dev.tractor.vocabulary.EvidenceKind.DATABASE;
import static dev.tractor.vocabulary.EvidenceKind.DNS_QUERY;
import static dev.tractor.vocabulary.EvidenceKind.FILE;
import static dev.tractor.vocabulary.EvidenceKind.HOST_NAME;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_HOST;
import static dev.tractor.vocabulary.EvidenceKind.INFO_HASH;
import static dev.tractor.vocabulary.EvidenceKind.PARTY;
import static dev.tractor.vocabulary.EvidenceKind.PROTOCOL;
import static dev.tractor.vocabulary.EvidenceKind.QUIC_SNI;
import static dev.tractor.vocabulary.EvidenceKind.RESOLVED_NAME;
import static dev.tractor.vocabulary.EvidenceKind.SOFTWARE;
import static dev.tractor.vocabulary.EvidenceKind.TARGET;
import static dev.tractor.vocabulary.EvidenceKind.TLS_SNI;
import static dev.tractor.vocabulary.EvidenceKind.USER;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a person reads about the reason of a label.
final class Comments {
    /// What else a flow may have said that is worth reading, the most telling first.
    private static final List<EvidenceKind> TELLING = List.of(SOFTWARE, PARTY, FILE, DATABASE, TARGET, INFO_HASH, USER, HOST_NAME, CERTIFICATE_SUBJECT);
    private static final List<EvidenceKind> NAMES = List.of(TLS_SNI, QUIC_SNI, HTTP_HOST, DNS_QUERY, RESOLVED_NAME);

    /// All that comments are made from besides what gave the label.
    static final Set<EvidenceKind> READ = EnumSet.of(BANNER);

    static {
        READ.addAll(TELLING);
        READ.addAll(NAMES);
    }

    private Comments() {}

    static String protocol(String label, Statements said) {
        EvidenceKind name = switch (label) {
            case "tls", "dtls" -> TLS_SNI;
            case "quic" -> QUIC_SNI;
            case "http" -> HTTP_HOST;
            case "dns", "mdns", "llmnr" -> DNS_QUERY;
            default -> BANNER;
        };
        if (!said.has(name)) {
            return "signature of " + label + more(said);
        }
        return name == BANNER ? label.toUpperCase(Locale.ROOT) + " banner " + said.first(BANNER) : name(name, said);
    }

    /// For an application that fields of its own gave away within another protocol.
    static String fields(Statements said) {
        String within = said.has(PROTOCOL) && !said.first(PROTOCOL).equals(said.first(APPLICATION)) ? " within " + said.first(PROTOCOL) : "";
        return "signature of " + said.first(APPLICATION) + within + more(said);
    }

    private static String more(Statements said) {
        for (EvidenceKind kind : TELLING) {
            if (said.has(kind)) {
                return ", " + kind.label().replace('-', ' ') + ' ' + said.first(kind);
            }
        }
        return "";
    }

    static String name(EvidenceKind kind, Statements said) {
        String what = switch (kind) {
            case TLS_SNI -> "TLS SNI ";
            case QUIC_SNI -> "QUIC SNI ";
            case HTTP_HOST -> "HTTP host ";
            case DNS_QUERY -> "DNS query ";
            default -> throw new IllegalArgumentException(kind + " is no name");
        };
        return what + said.first(kind);
    }

    /// The name that the flow was addressed by, or empty.
    static String domain(Statements said) {
        for (EvidenceKind kind : NAMES) {
            String name = said.hostName(kind);
            if (name != null) {
                return name;
            }
        }
        return "";
    }
}
