package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
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
                """, ""), CommandRun.withInput(Captures.office(), "info", "-"));
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
    }
}
