package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Real captures: flows say what nDPI heard them say. Each test names the most that may differ, and why.
class EvidenceCorpusTest {
    private static final Path NDPI = Path.of(System.getProperty("tractor.corpus", "")).resolve("ndpi");
    private static final Pattern FLOW = Pattern.compile("\\t\\d+\\t(TCP|UDP) (\\S+) <?-> (\\S+) (.*)");
    private static final Map<String, Integer> PROTOCOLS = Map.of("TCP", 6, "UDP", 17);

    /// @param attributes the bracketed fields of its line
    private record Reference(String flow, String attributes) {
        String field(String name) {
            int at = attributes.indexOf("[" + name + ": ");
            return at < 0 ? null : attributes.substring(at + name.length() + 3, attributes.indexOf(']', at)).strip();
        }
    }

    private static final List<Reference> REFERENCES = new ArrayList<>();
    private static final Map<String, List<Evidence>> SAID = new HashMap<>();

    @BeforeAll
    static void readAll() throws IOException {
        assumeTrue(Files.isDirectory(NDPI), "the corpus is not here: " + NDPI);
        try (var files = Files.list(NDPI.resolve("pcap"))) {
            for (Path file : files.sorted().toList()) {
                String capture = file.getFileName().toString();
                try (var in = Files.newInputStream(file)) {
                    Metered.of(in, MeterOptions.standard()).flows().forEach(flow -> SAID
                            .computeIfAbsent(key(capture, flow.protocol(), flow.client() + " " + flow.clientPort(), flow.server() + " " + flow.serverPort()), _ -> new ArrayList<>())
                            .addAll(flow.evidence()));
                }
                for (String line : Files.readAllLines(NDPI.resolve("expected/" + capture + ".out"), StandardCharsets.ISO_8859_1)) {
                    Matcher flow = FLOW.matcher(line);
                    if (flow.matches()) {
                        String key = key(capture, PROTOCOLS.get(flow.group(1)), endpoint(flow.group(2)), endpoint(flow.group(3)));
                        REFERENCES.add(new Reference(key, flow.group(4)));
                    }
                }
            }
        }
    }

    private static String key(String capture, int protocol, String a, String b) {
        return capture + " " + protocol + " " + (a.compareTo(b) < 0 ? a + " " + b : b + " " + a);
    }

    private static String endpoint(String text) {
        int colon = text.lastIndexOf(':');
        String address = text.substring(0, colon).replaceAll("[\\[\\]]", "");
        try {
            return InetAddress.ofLiteral(address).getHostAddress() + " " + text.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /// How many flows of the reference say that field, and which of them differ.
    private static Map<String, String> differing(String field, int[] compared, BiPredicate<String, String> agrees, EvidenceKind... kinds) {
        Map<String, String> differing = new TreeMap<>();
        for (Reference reference : REFERENCES) {
            String expected = reference.field(field);
            if (expected != null && !expected.isEmpty()) {
                compared[0]++;
                List<String> said = SAID.getOrDefault(reference.flow, List.of()).stream().filter(evidence -> List.of(kinds).contains(evidence.kind())).map(evidence -> asPrinted(evidence.value())).toList();
                if (said.stream().noneMatch(value -> agrees.test(expected, value))) {
                    differing.put(reference.flow, expected + " but " + said);
                }
            }
        }
        return differing;
    }

    /// The reference is read byte by byte, whatever its encoding.
    private static String asPrinted(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static void check(String field, int atLeast, int mostDiffering, BiPredicate<String, String> agrees, EvidenceKind... kinds) {
        int[] compared = new int[1];
        Map<String, String> differing = differing(field, compared, agrees, kinds);

        assertTrue(compared[0] >= atLeast, field + ": only " + compared[0] + " in the reference");
        assertTrue(differing.size() <= mostDiffering, field + ": " + differing.size() + " of " + compared[0] + " differ: " + String.join("\n", differing.entrySet().stream().map(Object::toString).toList()));
    }

    /// nDPI cuts names, and masks what is no letter as `?`. It also prints as host name: SSH banners, FTP and SMTP hosts, and the names of DHCP, NetBIOS, SSDP, MGCP, STUN,
    /// WHOIS, FastCGI, Agora and Xiaomi, which other recognisers say or nobody does; a name inside CAPWAP, which we do not unwrap; damaged DNS of the fuzzed captures; and of
    /// mDNS the last name where we say the first ones.
    @Test
    void hostNames() {
        check("Hostname/SNI", 1_750, 128, (expected, said) -> {
            String name = expected.toLowerCase(Locale.ROOT).replaceAll("[.]$|:\\d+$", "");
            return said.startsWith(name) || said.length() > 3 && name.startsWith(said);
        }, EvidenceKind.TLS_SNI, EvidenceKind.QUIC_SNI, EvidenceKind.HTTP_HOST, EvidenceKind.DNS_QUERY, EvidenceKind.HOST_NAME, EvidenceKind.RESOLVED_NAME);
    }

    /// Of the five, three are in CAPWAP, one is damaged, and one has an address that nDPI prints wrongly.
    @Test
    void clientFingerprints() {
        check("JA3C", 500, 5, String::equals, EvidenceKind.JA3);
    }

    /// nDPI of that day took the first two letters of the ALPN, `i` for a name that is an address, `00` for drafts of TLS 1.3, and hashed the empty list.
    @Test
    void clientFingerprintsOfFourParts() {
        check("JA4", 500, 5, (expected, said) -> expected.charAt(0) == said.charAt(0) && parts(expected).equals(parts(said)), EvidenceKind.JA4);
    }

    /// Counts and hashes.
    private static String parts(String ja4) {
        return ja4.replace("e3b0c44298fc", "0".repeat(12)).substring(4).replaceFirst("^(.*)..(_.*_.*)$", "$1$2");
    }

    @Test
    void serverFingerprints() {
        check("JA3S", 340, 1, (expected, said) -> expected.startsWith(said), EvidenceKind.JA3S);
    }

    @Test
    void ciphersThatServersChose() {
        check("Cipher", 340, 1, String::equalsIgnoreCase, EvidenceKind.TLS_CIPHER);
    }

    @Test
    void protocolsThatServersChose() {
        check("(Negotiated) ALPN", 75, 0, String::equals, EvidenceKind.TLS_ALPN_CHOSEN);
    }

    /// The reference has the whole distinguished name.
    @Test
    void certificates() {
        BiPredicate<String, String> within = (name, said) -> name.contains(said.split(", ")[0]);
        check("Subject", 170, 0, within, EvidenceKind.CERTIFICATE_SUBJECT);
        check("Issuer", 170, 1, within, EvidenceKind.CERTIFICATE_ISSUER);
        check("ServerNames", 145, 0, (names, said) -> List.of(names.toLowerCase(Locale.ROOT).split(",")).contains(said), EvidenceKind.CERTIFICATE_NAME);
        check("Validity", 170, 0, (validity, said) -> said.startsWith(validity.substring(0, 10)), EvidenceKind.CERTIFICATE_VALIDITY);
    }

    /// The reference counts requests and responses of RTSP, SSDP, FastCGI and Xiaomi too, and in one damaged capture the second response.
    @Test
    void http() {
        check("User-Agent", 1_050, 17, (expected, said) -> said.startsWith(expected) || expected.startsWith(said), EvidenceKind.HTTP_USER_AGENT);
        check("StatusCode", 100, 1, String::equals, EvidenceKind.HTTP_STATUS);
        check("Content-Type", 85, 1, (expected, said) -> said.startsWith(expected), EvidenceKind.HTTP_CONTENT_TYPE);
        check("Server", 80, 2, (expected, said) -> said.startsWith(expected), EvidenceKind.HTTP_SERVER);
    }

    /// nDPI names a flow by its last version, so one that was negotiated after a refusal is "negotiation" there.
    @Test
    void versionsOfQuic() {
        check("QUIC ver", 200, 65, (expected, said) -> expected.toLowerCase(Locale.ROOT).replaceFirst("^v-", "").equals(said.toLowerCase(Locale.ROOT)), EvidenceKind.QUIC_VERSION);
    }

    @Test
    void everyStatementIsOfAPacketOfItsFlow() {
        assertEquals(0, SAID.values().stream().flatMap(List::stream).filter(evidence -> evidence.packet() < 1).count());
    }
}
