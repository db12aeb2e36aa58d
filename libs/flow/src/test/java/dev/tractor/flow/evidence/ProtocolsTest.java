package dev.tractor.flow.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.flow.evidence.Recogniser.Verdict;
import dev.tractor.vocabulary.EvidenceKind;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every protocol of the table: a payload that is of it, and one that nearly is. The payloads are in `protocols.txt`.
class ProtocolsTest {
    private static final int CLIENT_PORT = 50_000;
    private static final Pattern TOKEN = Pattern.compile("'([^']*)'|([0-9a-f]{2})\\*(\\d+)|([0-9a-f]+)|(\\S+)");

    /// @param evidence `kind=value` that it says besides its protocol
    record Case(String protocol, boolean udp, int port, boolean fromClient, byte[] payload, byte[] nearMiss, List<String> evidence) {
        @Override
        public String toString() {
            return protocol + (udp ? " udp " : " tcp ") + port;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(ProtocolsTest.class.getResourceAsStream("/protocols.txt"), StandardCharsets.US_ASCII))) {
            return in.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(ProtocolsTest::parse).toList().stream();
        }
    }

    private static Case parse(String line) {
        String[] cells = line.split("\\|", -1);
        String[] head = cells[0].strip().split("\\s+");
        List<String> evidence = cells.length < 4 ? List.of() : Stream.of(cells[3].split(";")).map(String::strip).toList();
        return new Case(head[0], head[1].equals("udp"), Integer.parseInt(head[2]), head[3].equals(">"), bytes(cells[1]), bytes(cells[2]), evidence);
    }

    /// `'text'` with `~` for CR LF and `^` for LF, hexadecimal digits, and `00*12` for twelve zeros.
    private static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matcher token = TOKEN.matcher(text.strip());
        while (token.find()) {
            if (token.group(1) != null) {
                out.writeBytes(token.group(1).replace("~", "\r\n").replace("^", "\n").getBytes(StandardCharsets.US_ASCII));
            } else if (token.group(2) != null) {
                out.writeBytes(HexFormat.of().parseHex(token.group(2).repeat(Integer.parseInt(token.group(3)))));
            } else if (token.group(4) != null) {
                out.writeBytes(HexFormat.of().parseHex(token.group(4)));
            } else {
                throw new IllegalArgumentException(token.group() + " in " + text);
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRecognisedAndItsNearMissIsNot(Case it) {
        Statements said = new Statements();

        assertEquals(it.protocol, recognised(it, it.payload, said));
        List<String> values = said.all().stream().filter(evidence -> evidence.kind() != EvidenceKind.PROTOCOL).map(evidence -> evidence.kind().label() + "=" + evidence.value()).toList();
        assertEquals(it.evidence, it.evidence.isEmpty() ? List.of() : values);
        assertNotEquals(it.protocol, recognised(it, it.nearMiss, new Statements()));
    }

    /// No prefix of a message does harm.
    @ParameterizedTest
    @MethodSource("cases")
    void aCutMessageDoesNoHarm(Case it) {
        for (int length = 1; length < it.payload.length; length++) {
            recognised(it, java.util.Arrays.copyOf(it.payload, length), new Statements());
        }
    }

    private static String recognised(Case it, byte[] bytes, Statements said) {
        Payload payload = new Payload().of(bytes, 0, bytes.length).last(true).flow(it.udp, it.fromClient, CLIENT_PORT, it.port);
        for (Recogniser candidate : Recognisers.candidates(payload)) {
            Verdict verdict = candidate.forFlow().look(payload, said, new Names());
            if (verdict != Verdict.NO && verdict != Verdict.MORE) {
                return candidate.protocol();
            }
        }
        return "";
    }

    @Test
    void theClientsPortSpeaksWhereTheServersSaysNothing() {
        byte[] time = java.util.Arrays.copyOf(new byte[] {0x1C}, 48);
        Payload toRadius = new Payload().of(time, 0, time.length).last(true).flow(true, true, 123, 1812);
        Payload toNobody = new Payload().of(time, 0, time.length).last(true).flow(true, true, 123, 60_000);

        assertTrue(knows("ntp", Recognisers.candidatesOfClient(toRadius), toRadius));
        assertFalse(knows("ntp", Recognisers.candidates(toRadius), toRadius));
        assertTrue(knows("ntp", Recognisers.candidates(toNobody), toNobody));
        assertEquals(0, Recognisers.candidatesOfClient(toNobody).length);
    }

    private static boolean knows(String protocol, Recogniser[] candidates, Payload payload) {
        return Stream.of(candidates).anyMatch(candidate -> candidate.protocol().equals(protocol) && candidate.forFlow().look(payload, new Statements(), new Names()) == Verdict.DONE);
    }

    @Test
    void everyProtocolHasACase() throws IOException {
        Set<String> tested = cases().map(Case::protocol).collect(Collectors.toSet());
        List<String> own = List.of("tls", "http", "dns", "mdns", "llmnr", "quic", "dtls");

        TreeSet<String> untested = new TreeSet<>(Recognisers.protocols());
        untested.removeAll(tested);
        untested.removeAll(own);
        assertTrue(untested.isEmpty(), () -> "protocols.txt has no case of " + untested);
    }
}
