package dev.tractor.cli;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.EMPTY;
import static dev.tractor.testsupport.Frames.SYN;
import static dev.tractor.testsupport.Frames.TCP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsCommandTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "192.0.2.1";

    private final CaptureBuilder capture = CaptureBuilder.pcap();
    private int sequence = 1;

    private void segment(String source, int sourcePort, String target, int targetPort, String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        capture.packet(Frames.ethernet(Frames.ipv4(source, target, TCP, Frames.tcp(sourcePort, targetPort, payload.length == 0 ? SYN : ACK, sequence, 0, payload.length == 0 ? EMPTY : payload))));
        sequence += payload.length;
        capture.after(Duration.ofMillis(500));
    }

    private byte[] ftp() {
        segment(CLIENT, 40_000, SERVER, 21, "");
        segment(SERVER, 21, CLIENT, 40_000, "220 ready\r\n");
        segment(SERVER, 21, CLIENT, 40_000, "227 Entering Passive Mode (192,0,2,1,195,80).\r\n");
        segment(CLIENT, 40_001, SERVER, 50_000, "");
        segment(CLIENT, 50_000, "192.0.2.9", 9_999, "");
        return capture.toBytes();
    }

    @Test
    void oneRowPerSession() {
        CommandRun run = CommandRun.withInput(ftp(), "sessions", "-");

        List<String> lines = run.out().lines().toList();
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("session,client_ip,time_start,time_end,duration_us,flows,packets_fwd,packets_bwd,bytes_fwd,bytes_bwd,label,group,confidence,links,servers,duration,total_fpackets,total_bpackets,"
                + "total_fbytes,total_bbytes,packets_per_second,bytes_per_second,min_flow_gap,max_flow_gap,mean_flow_gap,std_flow_gap,min_active,max_active,mean_active,std_active,"
                + "min_idle,max_idle,mean_idle,std_idle", lines.getFirst());
        assertEquals(2, lines.size());
        String row = lines.get(1);
        assertEquals("0,10.0.0.1,1700000000.000000,1700000001.500000,1500000,2,2,2,80,138,ftp,file-transfer,", row.substring(0, row.indexOf("ftp,file-transfer,") + 18));
        assertEquals("ftp-data 1,1,1500000,2,2,80,138,", row.substring(row.indexOf("ftp-data 1"), row.indexOf("ftp-data 1") + 32));
    }

    @Test
    void aQueryFindsTheSessionsThatHaveSuchAFlow() {
        byte[] capture = ftp();
        String all = CommandRun.withInput(capture, "sessions", "-").out();

        for (String query : List.of("label:ftp-data", "session:0", "dst.port:50000 and flow:1")) assertEquals(all, CommandRun.withInput(capture, "sessions", "--query", query, "-").out(), query);
        for (String query : List.of("label:dns", "session:1", "dst.port:9999")) assertEquals(1, CommandRun.withInput(capture, "sessions", "--query", query, "-").out().lines().count(), query);
    }

    @Test
    void oneRowPerMemberWithWhatLedToIt() {
        CommandRun run = CommandRun.withInput(ftp(), "sessions", "--members", "-");

        List<String> lines = run.out().lines().toList();
        assertEquals(3, lines.size(), run.out());
        assertEquals("0,0,10.0.0.1,40000,192.0.2.1,21,6,1700000000.000000,1700000001.000000,1000000,1,2,40,138,forced,ftp,,,,", lines.get(1));
        assertEquals("0,1,10.0.0.1,40001,192.0.2.1,50000,6,1700000001.500000,1700000001.500000,0,1,0,40,0,forced,ftp-data,0,ftp-data,0.99,PASV 192.0.2.1:50000", lines.get(2));
    }
}
