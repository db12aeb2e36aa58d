package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InfoCommandTest {
    @Test
    void itTellsWhatTheCaptureIsAndHolds() {
        assertEquals(new CommandRun(0, """
                -: tcpdump capture file (little-endian) - version 2.4 (Ethernet, capture length 262144)
                Format: pcap
                Byte order: little-endian
                Version: 2.4
                Link type: Ethernet
                Snapshot length: 262144
                Packets: 12
                Unique flows: 3
                TCP Packets: 8
                UDP Packets: 3
                First packet: 2023-11-14T22:13:20Z
                Last packet: 2023-11-14T22:15:20.000001Z
                Duration: 120.000001 s

                Accounting              packets           bytes
                  read                       12             688
                  in flows                   11             646
                  not IP                      1              42
                  malformed                   0               0
                  fragments                   0               0
                  filtered                    0               0
                  The sums close.

                Health                  packets           flows
                  snapped                     0               0
                  reordered                   0               0
                  super-packets               0               0
                  duplicated                  0               0
                  one-sided                                   0
                  gaps                                        0
                  evicted                                     0
                  missing bytes               0
                  clock jumps                 0
                """, ""), CommandRun.withInput(Captures.office(), "info", "-"));
    }

    @Test
    void sectionsAndInterfacesAreTold() throws IOException {
        byte[] frame = Frames.ethernet(Frames.ipv4("10.0.0.1", "10.0.0.2", Frames.UDP, Frames.udp(1, 2, Frames.EMPTY)));
        byte[] second = CaptureBuilder.pcapng(ByteOrder.BIG_ENDIAN, false, CaptureBuilder.LINKTYPE_ETHERNET).packet(frame).packet(frame).toBytes();
        byte[] capture = CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, CaptureBuilder.LINKTYPE_ETHERNET).pcapngInterface(false, CaptureBuilder.LINKTYPE_RAW).packet(frame).bytes(second).toBytes();

        String text = CommandRun.withInput(capture, "info", "-").out();
        JsonNode info = new JsonMapper().readTree(CommandRun.withInput(capture, "info", "--json", "-").out());

        assertEquals("""
                Sections: 2
                Interfaces: 3

                Interfaces   section  number         packets  snapshot length  tick      link type
                                   1       0               1           262144  10^-9 s   Ethernet
                                   1       1               0           262144  10^-6 s   Raw IP
                                   2       0               2           262144  10^-6 s   Ethernet
                """, text.substring(text.indexOf("Sections: "), text.indexOf("\nAccounting")));
        assertEquals(2, info.path("sections").asLong());
        assertEquals(3, info.path("interface_count").asLong());
        assertEquals("{\"section\":1,\"number\":1,\"link_type\":\"RAW\",\"snapshot_length\":262144,\"tick\":\"10^-6\",\"packets\":0}", info.path("interfaces").path(1).toString());
    }

    @Test
    void warningsStandAtTheEnd() {
        byte[] cut = Arrays.copyOf(Captures.office(), Captures.office().length - 5);

        String out = CommandRun.withInput(cut, "info", "-").out();

        assertEquals("  truncated: ", out.substring(out.indexOf("\nWarnings\n") + 10).substring(0, 13));
    }

    @Test
    void jsonHasTheSameFigures() throws IOException {
        JsonNode info = new JsonMapper().readTree(CommandRun.withInput(Captures.office(), "info", "--json", "-").out());

        assertEquals("pcap", info.path("format").asText());
        assertEquals("little-endian", info.path("byte_order").asText());
        assertEquals("[\"ETHERNET\"]", info.path("link_types").toString());
        assertEquals(262144, info.path("snapshot_length").asLong());
        assertEquals(12, info.path("packets").asLong());
        assertEquals(3, info.path("unique_flows").asLong());
        assertEquals(8, info.path("tcp_packets").asLong());
        assertEquals(3, info.path("udp_packets").asLong());
        assertEquals("1700000120.000001", info.path("time_end").decimalValue().toPlainString());
        assertEquals(120_000_001, info.path("duration_us").asLong());
        assertEquals(42, info.path("accounting").path("bytes_non_ip").asLong());
        assertEquals(true, info.path("accounting_closes").asBoolean());
        assertEquals(0, info.path("health").path("flows_with_gaps").asLong(-1));
    }

    @Test
    void healthAndTheBoundOfTheTableAreTold() throws IOException {
        JsonNode health = new JsonMapper().readTree(CommandRun.withInput(Captures.datagrams(5), "info", "--json", "--max-flows", "3", "-").out()).path("health");

        assertEquals(2, health.path("flows_evicted").asLong());
        assertEquals(0, health.path("packets_duplicated").asLong(-1));
    }

    @Test
    void memoryIsTurnedIntoFlows() {
        String flows = CommandRun.withInput(Captures.datagrams(1_500), "info", "--max-memory", "151MiB", "-").out();

        assertEquals("  evicted                                   476", flows.lines().filter(line -> line.startsWith("  evicted")).findFirst().orElseThrow());
        assertEquals(new CommandRun(2, "", "tractor info: --max-memory 150MiB leaves no room for flows; more than 150MiB are needed besides them\nTry 'tractor info --help'.\n"),
                CommandRun.withInput(Captures.datagrams(1), "info", "--max-memory", "150MiB", "-"));
        assertEquals(2, CommandRun.withInput(Captures.datagrams(1), "info", "--max-memory", "5 apples", "-").exitCode());
        assertEquals(2, CommandRun.withInput(Captures.datagrams(1), "flows", "--max-memory", "1GiB", "--max-flows", "9", "-").exitCode());
    }
}
