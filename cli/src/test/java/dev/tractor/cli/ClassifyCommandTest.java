package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {
    private static final String HEADER = "src_ip,src_port,dst_ip,dst_port,protocol,time_start,time_end,duration_us,packets_fwd,packets_bwd,bytes_fwd,bytes_bwd,end_reason,"
            + "label,group,confidence,method,comment,application_protocol,decided_after,scope,health,icmp_errors,icmp_error";

    @Test
    void csvHasTheLabelBehindTheFlow() {
        CommandRun run = CommandRun.withInput(Captures.office(), "classify", "-");

        List<String> lines = run.out().lines().toList();
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(HEADER, lines.getFirst());
        assertEquals(4, lines.size());
        String http = lines.stream().filter(line -> line.contains(",80,6,")).findFirst().orElseThrow();
        assertTrue(http.startsWith("10.0.0.1,50000,93.184.216.34,80,6,1700000001.000000,1700000001.070000,70000,5,3,242,147,end,telegram,"), http);
        assertTrue(http.contains(",http-host,HTTP host web.telegram.org,http,4,"), http);
    }

    @Test
    void jsonTellsMore() throws IOException {
        CommandRun run = CommandRun.withInput(Captures.office(), "classify", "--format", "ndjson", "-");

        String http = run.out().lines().filter(line -> line.contains("\"dst_port\":80,")).findFirst().orElseThrow();
        JsonNode row = new JsonMapper().readTree(http);
        assertEquals("telegram", row.path("label").asText());
        assertEquals("http", row.path("application_protocol").asText());
        assertEquals("web.telegram.org", row.path("domain").asText());
        assertTrue(row.path("user_agent").isNull());
    }

    @Test
    void labelFilesOfOnesOwnComeFirst(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("ours.yaml"), "group: cloud\nlabels:\n  telegram: { domains: [telegram.example] }\n  our-site: { domains: [web.telegram.org] }\n");

        CommandRun run = CommandRun.withInput(Captures.office(), "classify", "--labels", folder.toString(), "-");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains(",our-site,cloud,0.95,http-host,"), run.out());
    }

    @Test
    void aBrokenLabelFileIsRefused(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("ours.yaml"), "group: nonsense\nlabels:\n  a: { tcp: [1] }\n");

        CommandRun run = CommandRun.withInput(Captures.office(), "classify", "--labels", folder.toString(), "-");

        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("ours.yaml: group 'nonsense' is none of "), run.err());
    }

    @Test
    void flowsKeepTheirOrderAcrossBatches() {
        byte[] capture = Captures.datagrams(600);

        List<String> labelled = CommandRun.withInput(capture, "classify", "-").out().lines().toList();
        List<String> flows = CommandRun.withInput(capture, "flows", "-").out().lines().toList();

        assertEquals(601, labelled.size());
        for (int i = 0; i < flows.size(); i++) {
            String begin = String.join(",", List.of(flows.get(i).split(",")).subList(0, 13)) + ",";
            assertTrue(labelled.get(i).startsWith(begin), labelled.get(i));
        }
    }
}
