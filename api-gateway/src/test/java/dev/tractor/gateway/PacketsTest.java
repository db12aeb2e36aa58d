package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.index.PacketIndexWriter;
import dev.tractor.packet.CaptureReader;
import dev.tractor.packet.Packet;
import dev.tractor.packet.Warnings;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class PacketsTest {
    private static final int PACKETS = 30;

    Surroundings surroundings;
    @Inject MinioAsyncClient store;
    @Inject Limits limits;

    /// Three flows, whose packets take turns.
    private static byte[] capture() {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int i = 0; i < PACKETS; i++) capture.after(Duration.ofMillis(3)).packet(frame(i));
        return capture.toBytes();
    }

    private static byte[] frame(int i) {
        return Frames.ethernet(Frames.ipv4("10.0.0." + (i % 3 + 1), "198.51.100.1", 17, Frames.udp(40_000, 5_000, new byte[i])));
    }

    private String put(String bucket, String name, byte[] content) throws Exception {
        return store.putObject(PutObjectArgs.builder().bucket(bucket).object(name).stream(new ByteArrayInputStream(content), (long) content.length, -1L).build()).get().etag().replace("\"", "");
    }

    @BeforeEach
    void reset() {
        surroundings.reset();
    }

    /// A finished job that has read this.
    private void processed(byte[] capture) throws Exception {
        String etag = put("captures", "packets.pcap", capture);
        var index = new ByteArrayOutputStream();
        PacketIndexWriter writer = new PacketIndexWriter(index, etag);
        FlowMeter.meter(new ByteArrayInputStream(capture), MeterOptions.standard(), _ -> {}, writer, null);
        writer.finish();
        put("results", "jobs/6/1/packets.idx", index.toByteArray());
        surroundings.registry.on("GET /internal/jobs/6", 200, Surroundings.job(6, "finished", "done", "\"flows\":3,").replace("\"name\":\"a.pcap\",\"etag\":\"e\"", "\"name\":\"packets.pcap\",\"etag\":\"" + etag + "\""));
        for (int flow = 0; flow < 3; flow++) surroundings.stats.on("GET /internal/jobs/6/search?query=flow%3A" + flow + "&limit=1", 200, "[" + flow(flow, 10) + "]");
        surroundings.stats.on("GET /internal/jobs/6/groups?by=label&top=1", 200, sums(3, PACKETS, 900));
        surroundings.stats.on("GET /internal/jobs/6/groups?query=flow%3E0&by=label&top=1", 200, sums(2, 20, 600));
        surroundings.stats.on("GET /internal/jobs/6/search?query=flow%3E0&limit=1000", StandIn.page("[" + flow(1, 10) + "]", "x"));
        surroundings.stats.on("GET /internal/jobs/6/search?query=flow%3E0&limit=1000&cursor=x", 200, "[" + flow(2, 10) + "]");
    }

    private static String flow(int flow, int packets) {
        double start = 1_700_000_000 + 0.003 * (flow + 1);
        return """
                {"flow":%d,"src_ip":"10.0.0.1","src_port":40000,"dst_ip":"198.51.100.1","dst_port":5000,"protocol":17,"time_start":%.6f,"time_end":%.6f,"duration_us":81000,"packets_fwd":%d,"packets_bwd":0,\
                "bytes_fwd":300,"bytes_bwd":0,"end_reason":"forced","label":"unknown","group":"unknown","confidence":0,"method":"none","comment":""}""".formatted(flow, start, start + 0.081, packets);
    }

    private static String sums(int flows, long packets, long bytes) {
        return "{\"by\":\"label\",\"values\":1,\"total\":{\"flows\":%d,\"packets\":%d,\"bytes\":%d},\"groups\":[]}".formatted(flows, packets, bytes);
    }

    private static List<String> frames(byte[] pcapng) throws IOException {
        List<String> frames = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(pcapng), new Warnings())) {
            assertEquals("pcapng", reader.info().format());
            Packet[] batch = Packet.batch(16);
            for (int count = reader.read(batch); count > 0; count = reader.read(batch)) {
                for (int i = 0; i < count; i++) frames.add(HexFormat.of().formatHex(reader.memory(), batch[i].start(), batch[i].start() + batch[i].captured()));
            }
        }
        return frames;
    }

    private static List<String> expected(int... flows) {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            for (int flow : flows) if (i % 3 == flow) frames.add(HexFormat.of().formatHex(frame(i)));
        }
        return frames;
    }

    @Test
    void aFlowsPacketsAreAFile() throws Exception {
        processed(capture());

        var answer = when().get("/jobs/6/flows/1/packets").then().statusCode(200).contentType("application/x-pcapng").header("Content-Disposition", is("attachment; filename=\"job-6-flow-1.pcapng\""));

        assertEquals(expected(1), frames(answer.bytes()));
    }

    @Test
    void soAreThoseOfAllFlowsThatAQueryFinds() throws Exception {
        processed(capture());

        assertEquals(expected(1, 2), frames(when().get("/v1/jobs/6/flows?query=flow>0&format=pcapng").then().statusCode(200)
                .header("Content-Disposition", is("attachment; filename=\"job-6-flows.pcapng\"")).bytes()));
        assertEquals(expected(0, 1, 2), frames(when().get("/v1/jobs/6/flows?format=pcapng").then().statusCode(200).bytes()));
    }

    /// So far that each is asked for apart, and so many that some wait for their turn.
    @Test
    void packetsFarFromEachOtherComeInTheirOrder() throws Exception {
        CaptureBuilder capture = CaptureBuilder.pcap();
        byte[] between = Frames.ethernet(Frames.ipv4("10.0.0.2", "198.51.100.1", 17, Frames.udp(40_000, 5_000, new byte[60_000])));
        for (int i = 0; i < PACKETS; i += 3) {
            capture.after(Duration.ofMillis(3)).packet(frame(i));
            for (int k = 0; k < 20; k++) capture.packet(between);
        }
        processed(capture.toBytes());

        assertEquals(expected(0), frames(when().get("/v1/jobs/6/flows/0/packets").then().statusCode(200).bytes()));
    }

    private static byte[] gzip(byte[] capture) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(capture);
        }
        return compressed.toByteArray();
    }

    private static byte[] zstd(byte[] capture) {
        ZstdJavaCompressor compressor = new ZstdJavaCompressor();
        byte[] compressed = new byte[compressor.maxCompressedLength(capture.length)];
        return Arrays.copyOf(compressed, compressor.compress(capture, 0, capture.length, compressed, 0, compressed.length));
    }

    @Test
    void aCompressedCaptureIsReadFromItsBeginning() throws Exception {
        for (byte[] compressed : List.of(gzip(capture()), zstd(capture()))) {
            processed(compressed);

            assertEquals(expected(2), frames(when().get("/v1/jobs/6/flows/2/packets").then().statusCode(200).bytes()));
            assertEquals(expected(1, 2), frames(when().get("/v1/jobs/6/flows?query=flow>0&format=pcapng").then().statusCode(200).bytes()));
        }
    }

    @Test
    void aCompressedCaptureThatTakesTooLongIsRefusedWithTheLimit() throws Exception {
        processed(zstd(capture()));
        limits.timeLimit = Duration.ZERO;
        try {
            when().get("/v1/jobs/6/flows/2/packets").then().statusCode(503).contentType("application/problem+json").body("detail",
                    is("The capture is compressed and is read from its beginning, which takes longer than 0 s (tractor.packets.time-limit). Upload it uncompressed."));
        } finally {
            limits.timeLimit = Limits.USUAL_TIME;
        }
    }

    @Test
    void aCaptureThatChangedOrWentIsSaid() throws Exception {
        processed(capture());
        put("captures", "packets.pcap", new byte[] {1, 2, 3});
        when().get("/v1/jobs/6/flows/1/packets").then().statusCode(409).contentType("application/problem+json").body("detail", is("The capture 'packets.pcap' was overwritten since the job read it."));

        store.removeObject(RemoveObjectArgs.builder().bucket("captures").object("packets.pcap").build()).get();
        when().get("/v1/jobs/6/flows?format=pcapng").then().statusCode(409).contentType("application/problem+json").body("detail", is("The capture 'packets.pcap' was deleted."));

        processed(capture());
        store.removeObject(RemoveObjectArgs.builder().bucket("results").object("jobs/6/1/packets.idx").build()).get();
        when().get("/v1/jobs/6/flows/1/packets").then().statusCode(409).body("detail", is("The index of the job's packets is not there any more. Process the capture again."));
        when().get("/v1/jobs/6/flows/99/packets").then().statusCode(404);
    }

    @Test
    void tooManyPacketsAreRefusedBeforehand() throws Exception {
        processed(capture());
        surroundings.stats.on("GET /internal/jobs/6/groups?query=all&by=label&top=1", 200, sums(3, 10_000_001, 900));
        when().get("/v1/jobs/6/flows?query=all&format=pcapng").then().statusCode(400).contentType("application/problem+json").body("detail", is("These are 10,000,001 packets with 900 bytes; an answer has at most "
                + "10,000,000 packets (tractor.packets.max-packets) with 4,294,967,296 bytes (tractor.packets.max-bytes). Narrow the query."));
    }

    @Test
    void anIndexThatDoesNotFitTheFlowsGivesNoFile() throws Exception {
        processed(capture());
        surroundings.stats.on("GET /internal/jobs/6/search?query=flow%3A1&limit=1", 200, "[" + flow(1, 11) + "]");

        when().get("/v1/jobs/6/flows/1/packets").then().statusCode(500).contentType("application/problem+json");
        put("results", "jobs/6/1/packets.idx", new byte[500]);
        when().get("/v1/jobs/6/flows/0/packets").then().statusCode(409).body("detail", is("The index of the job's packets cannot be read (no packet index: it does not begin with TPIX). Process the capture again."));
    }
}
