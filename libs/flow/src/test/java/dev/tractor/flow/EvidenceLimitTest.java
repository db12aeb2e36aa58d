package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.packet.CaptureWarning;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import dev.tractor.vocabulary.EvidenceKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Flows whose messages never end fill the memory for evidence, and no more than that.
class EvidenceLimitTest {
    /// The longest begin of a message that is waited for, less a little.
    private static final int HELD_PER_FLOW = 16_000;
    private static final int FLOWS_AT_THE_LIMIT = (int) (Inspector.MAX_HELD_BYTES / HELD_PER_FLOW);
    private static final int PCAP_HEADER_BYTES = 24;

    private List<CaptureWarning> warnings;
    private final List<String> hosts = new ArrayList<>();

    /// That many flows which each begin a TLS handshake and do not end it, and a whole HTTP request among them and one long after.
    private void meter(int flows) throws IOException {
        InputStream begin = new ByteArrayInputStream(CaptureBuilder.pcap().toBytes());
        Iterator<InputStream> packets = IntStream.range(0, flows).mapToObj(EvidenceLimitTest::unfinished).iterator();
        InputStream amidst = records(CaptureBuilder.pcap().packet(request("amidst.example", 1)));
        InputStream capture = new SequenceInputStream(Collections.enumeration(List.of(begin, joined(packets), amidst, records(anHourLater()))));
        warnings = FlowMeter.meter(capture, MeterOptions.standard(), flow -> flow.evidence().stream()
                .filter(evidence -> evidence.kind() == EvidenceKind.HTTP_HOST).forEach(evidence -> hosts.add(evidence.value())), null, null).warnings();
    }

    /// One packet is not believed that an hour has passed, a few are.
    private static CaptureBuilder anHourLater() {
        CaptureBuilder capture = CaptureBuilder.pcap().after(Duration.ofHours(1));
        for (int client = 2; client < 8; client++) {
            capture.packet(request("early.example", client)).after(Duration.ofSeconds(1));
        }
        return capture.packet(request("after.example", 9));
    }

    private static InputStream joined(Iterator<InputStream> parts) {
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        });
    }

    /// RFC 8446: a handshake record that is longer than what comes.
    private static InputStream unfinished(int flow) {
        byte[] hello = Arrays.copyOf(Frames.clientHello("a.example", "h2"), HELD_PER_FLOW);
        hello[3] = 0x40;
        hello[4] = 0;
        hello[7] = 0x3f;
        hello[8] = 0x7f;
        String client = "10.1." + (flow >> 8) + "." + (flow & 0xff);
        return records(CaptureBuilder.pcap().packet(Frames.ethernet(Frames.ipv4(client, "10.0.0.2", Frames.TCP, Frames.tcp(5000, 443, Frames.ACK, 1, 1, hello)))));
    }

    private static byte[] request(String host, int client) {
        return Frames.ethernet(Frames.ipv4("10.2.0." + client, "10.0.0.2", Frames.TCP, Frames.tcp(5000, 80, Frames.ACK, 1, 1, Frames.httpGet(host, "/", "x"))));
    }

    private static InputStream records(CaptureBuilder capture) {
        byte[] bytes = capture.toBytes();
        return new ByteArrayInputStream(bytes, PCAP_HEADER_BYTES, bytes.length - PCAP_HEADER_BYTES);
    }

    @Test
    void silentBelowTheLimit() throws IOException {
        meter(FLOWS_AT_THE_LIMIT * 9 / 10);

        assertTrue(warnings.stream().noneMatch(warning -> warning.code().equals("evidence-limit")), warnings.toString());
        assertTrue(hosts.contains("amidst.example"), hosts.toString());
    }

    @Test
    void saidAboveItAndOnlyAsLongAsItIsFull() throws IOException {
        meter(FLOWS_AT_THE_LIMIT + 100);

        CaptureWarning warning = warnings.stream().filter(one -> one.code().equals("evidence-limit")).findFirst().orElseThrow(() -> new AssertionError(warnings.toString()));
        assertTrue(warning.count() >= 100, "payloads of the flows beyond the limit and of the request amidst were not looked at: " + warning);
        assertEquals("live flows have said so much that some payloads were not looked at", warning.message());
        assertTrue(!hosts.contains("amidst.example") && hosts.contains("after.example"), "the live flows' evidence is given up with them: " + hosts);
    }
}
