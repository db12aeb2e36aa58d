package dev.tractor.model;

import static dev.tractor.vocabulary.EvidenceKind.APPLICATION;
import static dev.tractor.vocabulary.EvidenceKind.BANNER;
import static dev.tractor.vocabulary.EvidenceKind.CERTIFICATE_NAME;
import static dev.tractor.vocabulary.EvidenceKind.CERTIFICATE_SUBJECT;
import static dev.tractor.vocabulary.EvidenceKind.DNS_ANSWER;
import static dev.tractor.vocabulary.EvidenceKind.DNS_QUERY;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_CONTENT_TYPE;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_HOST;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_METHOD;
import static dev.tractor.vocabulary.EvidenceKind.HTTP_USER_AGENT;
import static dev.tractor.vocabulary.EvidenceKind.JA4;
import static dev.tractor.vocabulary.EvidenceKind.PROTOCOL;
import static dev.tractor.vocabulary.EvidenceKind.QUIC_SNI;
import static dev.tractor.vocabulary.EvidenceKind.REALM;
import static dev.tractor.vocabulary.EvidenceKind.RESOLVED_NAME;
import static dev.tractor.vocabulary.EvidenceKind.TLS_ALPN;
import static dev.tractor.vocabulary.EvidenceKind.TLS_SNI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.StatedEvidence;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleDeciderTest {
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final RuleDecider rules = new RuleDecider(LabelCatalogue.standard());

    @Test
    void theClientsOwnNameOutranksAllElse() {
        Decision decision = decide(TCP, 40000, 443, say(RESOLVED_NAME, "www.netflix.com"), say(PROTOCOL, "tls"), say(TLS_SNI, "web.telegram.org"), say(TLS_ALPN, "imap"));

        assertEquals(decision("telegram", "messaging", 0.95f, "tls-sni", "TLS SNI web.telegram.org", "tls", "web.telegram.org"), decision);
    }

    @Test
    void aMailProviderSpeaksTheMailProtocolOfItsPort() {
        assertEquals(decision("gmail", "mail", 0.95f, "tls-sni", "TLS SNI imap.gmail.com", "imap", "imap.gmail.com"), decide(TCP, 40000, 993, say(PROTOCOL, "tls"), say(TLS_SNI, "imap.gmail.com")));
        assertEquals(decision("gmail", "mail", 0.95f, "tls-sni", "TLS SNI imap.gmail.com", "tls", "imap.gmail.com"), decide(TCP, 40000, 443, say(PROTOCOL, "tls"), say(TLS_SNI, "imap.gmail.com")));
        assertEquals("coap", decide(UDP, 40000, 5684, say(PROTOCOL, "dtls"), say(TLS_SNI, "foo.example")).label());
        assertEquals("dtls", decide(UDP, 40000, 6697, say(PROTOCOL, "dtls"), say(TLS_SNI, "foo.example")).label());
        assertEquals(decision("netflix", "streaming", 0.95f, "tls-sni", "TLS SNI www.netflix.com", "tls", "www.netflix.com"), decide(TCP, 40000, 993, say(PROTOCOL, "tls"), say(TLS_SNI, "www.netflix.com")));
    }

    @Test
    void quicAndHttpNameTheirServerToo() {
        assertEquals(
                decision("youtube", "streaming", 0.95f, "quic-sni", "QUIC SNI rr1.googlevideo.com", "quic", "rr1.googlevideo.com"),
                decide(UDP, 40000, 443, say(PROTOCOL, "quic"), say(QUIC_SNI, "rr1.googlevideo.com")));
        assertEquals(
                new Decision("vk", "social", 0.95f, "http-host", "HTTP host vk.com:8080", "http", "", 0, "vk.com", "curl/8.5.0", 0),
                decide(TCP, 40000, 8080, say(HTTP_HOST, "vk.com:8080"), say(HTTP_USER_AGENT, "curl/8.5.0")));
    }

    @Test
    void aNameWithoutRuleLeavesTheProtocolAndOutranksTheResolvedName() {
        assertEquals(
                decision("tls", "web", 0.9f, "signature", "TLS SNI foo.example", "tls", "foo.example"),
                decide(TCP, 40000, 443, say(PROTOCOL, "tls"), say(TLS_SNI, "foo.example"), say(RESOLVED_NAME, "telegram.org")));
        assertEquals(
                decision("http", "web", 0.9f, "signature", "HTTP host nottelegram.org", "http", "nottelegram.org"),
                decide(TCP, 40000, 80, say(PROTOCOL, "http"), say(HTTP_HOST, "nottelegram.org")));
    }

    @Test
    void aDnsFlowBelongsToTheApplicationItAsksFor() {
        assertEquals(
                decision("telegram", "messaging", 0.95f, "dns", "DNS query web.telegram.org", "dns", "web.telegram.org"),
                decide(UDP, 40000, 53, say(PROTOCOL, "dns"), say(DNS_QUERY, "web.telegram.org"), say(RESOLVED_NAME, "dns.google")));
        assertEquals(
                decision("telegram", "messaging", 0.95f, "dns", "DNS query web.telegram.org", "dns", "web.telegram.org"),
                decide(UDP, 40000, 53, say(PROTOCOL, "dns"), say(DNS_QUERY, "web.telegram.org"), say(DNS_QUERY, "t.me")));
    }

    @Test
    void aResolversFlowIsDns() {
        assertEquals(
                decision("dns", "network", 0.9f, "signature", "DNS query web.telegram.org", "dns", "web.telegram.org"),
                decide(UDP, 40000, 53, say(PROTOCOL, "dns"), say(DNS_QUERY, "web.telegram.org"), say(DNS_QUERY, "vk.com")));
        assertEquals(
                decision("dns", "network", 0.9f, "signature", "DNS query foo.example", "dns", "foo.example"),
                decide(UDP, 40000, 53, say(PROTOCOL, "dns"), say(DNS_QUERY, "foo.example"), say(RESOLVED_NAME, "dns.google")));
        assertEquals(
                decision("mdns", "network", 0.9f, "signature", "DNS query printer.local", "mdns", "printer.local"),
                decide(UDP, 5353, 5353, say(PROTOCOL, "mdns"), say(DNS_QUERY, "printer.local")));
    }

    @Test
    void fieldsAndHeadersOfOneApplicationNameIt() {
        assertEquals(
                decision("whatsapp", "messaging", 0.9f, "signature", "signature of whatsapp within stun", "stun", ""),
                decide(UDP, 40000, 3478, say(PROTOCOL, "stun"), say(APPLICATION, "whatsapp")));
        assertEquals(
                decision("google-meet", "voip", 0.9f, "signature", "TURN realm turn.l.google.com", "stun", ""),
                decide(UDP, 40000, 3478, say(PROTOCOL, "stun"), say(REALM, "turn.l.google.com")));
        assertEquals("ipp", decide(TCP, 40000, 8631, say(PROTOCOL, "http"), say(HTTP_USER_AGENT, "CUPS/2.4.1 (Linux)")).label());
        assertEquals("webdav", decide(TCP, 40000, 80, say(PROTOCOL, "http"), say(HTTP_METHOD, "PROPFIND"), say(HTTP_HOST, "foo.example")).label());
        assertEquals("ocsp", decide(TCP, 40000, 80, say(PROTOCOL, "http"), say(HTTP_CONTENT_TYPE, "application/ocsp-response; a=b")).label());
        assertEquals("http", decide(TCP, 40000, 80, say(PROTOCOL, "http"), say(HTTP_METHOD, "GET"), say(HTTP_CONTENT_TYPE, "text/html"), say(HTTP_USER_AGENT, "CUPSX/1")).label());
        assertEquals("http", decide(TCP, 40000, 80, say(PROTOCOL, "http"), say(HTTP_USER_AGENT, "Debian/12, UPnP/1.1, MiniUPnPc/2.2.4")).label());
    }

    @Test
    void theCertificateSpeaksForAServerThatTheClientDidNotName() {
        assertEquals(
                decision("webex", "voip", 0.85f, "tls-certificate", "TLS certificate of *.webex.com", "tls", ""),
                decide(TCP, 40000, 443, say(PROTOCOL, "tls"), say(CERTIFICATE_SUBJECT, "*.webex.com")));
        assertEquals("anydesk", decide(TCP, 40000, 6568, say(PROTOCOL, "tls"), say(CERTIFICATE_SUBJECT, "AnyNet Relay")).label());
        assertEquals("tls", decide(TCP, 40000, 443, say(PROTOCOL, "tls"), say(TLS_SNI, "foo.example"), say(CERTIFICATE_NAME, "*.webex.com")).label());
    }

    @Test
    void underACarrierTheAddressAndThePortSayMoreThanTheForm() {
        assertEquals(
                decision("telegram", "messaging", 0.6f, "address", "server address in a range of telegram", "tls", "", 1),
                decideAt("149.154.167.99", TCP, 443, say(PROTOCOL, "tls")));
        assertEquals(decision("telegram", "messaging", 0.6f, "address", "server address in a range of telegram", "", ""), decideAt("149.154.167.99", TCP, 443));
        assertEquals("ssh", decideAt("149.154.167.99", TCP, 22, say(PROTOCOL, "ssh")).label());
        assertEquals("tls", decideAt("149.154.176.1", TCP, 443, say(PROTOCOL, "tls")).label());
        assertEquals(
                decision("imap", "mail", 0.6f, "port", "TLS at well-known port 993/tcp", "tls", "", 0),
                decide(TCP, 40000, 993, say(PROTOCOL, "tls")));
    }

    @Test
    void theProtocolThatCarriesStaysVisible() {
        Decision call = decide(UDP, 40000, 19302, say(PROTOCOL, "stun"), say(PROTOCOL, "dtls"));
        assertEquals(List.of("webrtc", "dtls"), List.of(call.label(), call.applicationProtocol()));
        Decision mail = decide(TCP, 40000, 25, say(PROTOCOL, "smtp"), say(PROTOCOL, "tls"));
        assertEquals(List.of("smtp", "smtp"), List.of(mail.label(), mail.applicationProtocol()));
    }

    @Test
    void thePacketThatSpokeFixesTheLabel() {
        assertEquals(5, decide(TCP, 40000, 443, new Evidence(PROTOCOL, "tls", 4), new Evidence(TLS_SNI, "web.telegram.org", 5), new Evidence(TLS_ALPN, "h2", 5)).decidedAfter());
        assertEquals(4, decide(TCP, 40000, 2222, new Evidence(BANNER, "SSH-2.0-x", 4), new Evidence(PROTOCOL, "ssh", 4)).decidedAfter());
        assertEquals(1, decide(TCP, 40000, 443).decidedAfter());
        assertEquals(0, decide(TCP, 40000, 61000).decidedAfter());
    }

    @Test
    void theResolvedNameSpeaksWhereTheFlowItselfIsSilent() {
        assertEquals(
                decision("telegram", "messaging", 0.7f, "dns", "DNS name telegram.org resolved for the server", "tls", "telegram.org"),
                decide(TCP, 40000, 443, say(PROTOCOL, "tls"), say(RESOLVED_NAME, "telegram.org")));
        assertEquals(
                decision("telegram", "messaging", 0.7f, "dns", "DNS name telegram.org resolved for the server", "http", "telegram.org"),
                decide(TCP, 40000, 80, say(HTTP_HOST, "192.0.2.7:80"), say(RESOLVED_NAME, "telegram.org")));
    }

    @Test
    void signaturesCarryTheirEvidence() {
        assertEquals(
                decision("ssh", "remote-access", 0.9f, "signature", "SSH banner SSH-2.0-OpenSSH_9.2", "ssh", ""),
                decide(TCP, 40000, 443, say(PROTOCOL, "ssh"), say(BANNER, "SSH-2.0-OpenSSH_9.2")));
        assertEquals(
                decision("bittorrent", "peer2peer", 0.9f, "signature", "signature of bittorrent", "bittorrent", ""), decide(TCP, 40000, 50001, say(PROTOCOL, "bittorrent")));
        assertEquals(
                decision("dns-over-tls", "network", 0.9f, "signature", "TLS ALPN dot", "tls", ""), decide(TCP, 40000, 853, say(PROTOCOL, "tls"), say(TLS_ALPN, "h2,dot")));
        assertEquals(decision("icmp", "network", 1, "signature", "IP protocol 1", "", ""), decide(1, 0, 0));
    }

    @Test
    void aPortIsTheLastResortAndProvesNoProtocol() {
        assertEquals(decision("tls", "web", 0.3f, "port", "well-known port 443/tcp", "", ""), decide(TCP, 22, 443));
        assertEquals(decision("ntp", "network", 0.3f, "port", "well-known port 123/udp", "", ""), decide(UDP, 40000, 123));
        // A client's port says nothing: 20000 is taken by chance as often as any other, and is that of DNP3.
        assertEquals(decision("unknown", "unknown", 0, "none", "no evidence and no well-known port", "", ""), decide(TCP, 20000, 61000));
    }

    @Test
    void aProtocolWithoutLabelIsStillTheApplicationProtocol() {
        assertEquals(decision("http", "web", 0.3f, "port", "well-known port 80/tcp", "nonesuch", ""), decide(TCP, 40000, 80, say(PROTOCOL, "nonesuch")));
    }

    @Test
    void commentsAreBounded() {
        Decision decision = decide(TCP, 40000, 22, say(PROTOCOL, "ssh"), say(BANNER, "S".repeat(255)));

        assertEquals(RuleDecider.MAX_COMMENT_LENGTH, decision.comment().length());
        assertEquals("SSH banner SSS", decision.comment().substring(0, 14));
    }

    @Test
    void flowsThatSayTheSameHaveTheSameDecisionAndOthersTheirOwn() {
        Decision first = decideStated("192.0.2.1", TCP, 443, "web.telegram.org", 4);

        assertEquals("telegram", first.label());
        assertSame(first, decideStated("192.0.2.7", TCP, 443, "web.telegram.org", 4));
        assertEquals(5, decideStated("192.0.2.1", TCP, 443, "web.telegram.org", 5).decidedAfter());
        assertEquals("netflix", decideStated("192.0.2.1", TCP, 443, "www.netflix.com", 4).label());
        assertEquals("tls", decideStated("192.0.2.1", TCP, 443, "", 4).label());
        assertEquals("ssh", decideStated("192.0.2.1", TCP, 22, "", 4).label());
        assertEquals("unknown", decideStated("192.0.2.1", UDP, 22, "", 4).label());
        assertEquals("address", decideStated("149.154.167.99", TCP, 443, "", 4).method());
    }

    @Test
    void whatDecidesNothingMakesNoDecisionOfItsOwn() {
        Decision first = decide(facts("192.0.2.1", TCP, 443, stated(say(TLS_SNI, "web.telegram.org"), say(JA4, "t13d1516h2_8daaf6152771_02713d6af862"))));

        assertEquals("telegram", first.label());
        assertSame(first, decide(facts("192.0.2.1", TCP, 443, stated(say(DNS_ANSWER, "A 192.0.2.1"), say(TLS_SNI, "web.telegram.org")))));
    }

    /// @param name that the client asked for, empty when it said nothing
    private Decision decideStated(String server, int protocol, int serverPort, String name, int packet) {
        return decide(facts(server, protocol, serverPort, name.isEmpty() ? StatedEvidence.NONE : stated(new Evidence(TLS_SNI, name, packet))));
    }

    /// In the bytes in which a flow collects it.
    private static StatedEvidence stated(Evidence... evidence) {
        ByteArrayOutputStream statements = new ByteArrayOutputStream();
        for (Evidence statement : evidence) {
            byte[] value = statement.value().getBytes(StandardCharsets.UTF_8);
            statements.write(statement.kind().ordinal());
            statements.write(statement.value().length());
            statements.writeBytes(new byte[] {(byte) statement.packet(), 0, 0, 0});
            statements.write(value.length >> Byte.SIZE);
            statements.write(value.length);
            statements.writeBytes(value);
        }
        return new StatedEvidence(statements.toByteArray(), statements.size());
    }

    private static FlowFacts facts(String server, int protocol, int serverPort, List<Evidence> evidence) {
        return new FlowFacts(protocol, new byte[4], InetAddress.ofLiteral(server).getAddress(), 40000, serverPort, evidence, Map.of());
    }

    private Decision decide(FlowFacts facts) {
        return rules.decide(List.of(facts)).getFirst();
    }

    /// The same whether the evidence is a list of statements or in the bytes in which a flow collects it.
    private Decision decideBoth(FlowFacts facts) {
        Decision decision = decide(facts);
        StatedEvidence stated = stated(facts.evidence().toArray(Evidence[]::new));
        assertEquals(decision, decide(new FlowFacts(facts.protocol(), facts.clientAddress(), facts.serverAddress(), facts.clientPort(), facts.serverPort(), stated, Map.of())));
        return decision;
    }

    private Decision decide(int protocol, int clientPort, int serverPort, Evidence... evidence) {
        return decideBoth(new FlowFacts(protocol, new byte[4], new byte[4], clientPort, serverPort, List.of(evidence), Map.of()));
    }

    private Decision decideAt(String server, int protocol, int serverPort, Evidence... evidence) {
        return decideBoth(facts(server, protocol, serverPort, List.of(evidence)));
    }

    private static Evidence say(EvidenceKind kind, String value) {
        return new Evidence(kind, value);
    }

    private static Decision decision(String label, String group, float confidence, String method, String comment, String applicationProtocol, String domain, int decidedAfter) {
        return new Decision(label, group, confidence, method, comment, applicationProtocol, "", 0, domain, "", decidedAfter);
    }

    private static Decision decision(String label, String group, float confidence, String method, String comment, String applicationProtocol, String domain) {
        return new Decision(label, group, confidence, method, comment, applicationProtocol, "", 0, domain, "", method.equals("port") || comment.startsWith("IP protocol") || method.equals("address") ? 1 : 0);
    }
}
