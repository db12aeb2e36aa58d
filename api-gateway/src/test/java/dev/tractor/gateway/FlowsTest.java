package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import dev.tractor.contracts.stored.StoredFlowsWriter;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Evidence;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import dev.tractor.contracts.v1.Vector;
import dev.tractor.flow.FeatureProfiles;
import dev.tractor.vocabulary.EvidenceKind;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(Surroundings.class)
class FlowsTest {
    private static final String FIRST = """
            {"flow":3,"src_ip":"10.0.0.1","src_port":40000,"dst_ip":"2001:db8::1","dst_port":443,"protocol":6,"time_start":1700000000.000004,"time_end":1700000000.000005,"duration_us":1,\
            "packets_fwd":1,"packets_bwd":0,"bytes_fwd":40,"bytes_bwd":0,"end_reason":"forced","label":"tls","group":"web","confidence":0.3,"method":"port","comment":"say \\"443\\", or so","session":3,"decided_after":4,"symptoms":"snapped gaps"}""";
    private static final String SECOND = FIRST.replace("\"flow\":3", "\"flow\":4").replace("say \\\"443\\\", or so", "x").replace(",\"session\":3", "");
    private static final String HEADER = "flow,src_ip,src_port,dst_ip,dst_port,protocol,time_start,time_end,duration_us,packets_fwd,packets_bwd,bytes_fwd,bytes_bwd,end_reason,label,group,confidence,"
            + "method,comment,app,traffic_class,traffic_class_confidence,domain,user_agent,session,src_country,dst_country,decided_after,symptoms";

    Surroundings surroundings;
    @Inject MinioAsyncClient store;
    @TempDir Path folder;

    @BeforeEach
    void aFinishedJobWithTwoFlowsOnTwoPages() throws Exception {
        surroundings.reset();
        surroundings.registry.on("GET /internal/jobs/2", 200, Surroundings.job(2, "finished", "done", "\"flows\":5,"));
        surroundings.stats.on("GET /internal/jobs/2/search?query=label%3Atls&sort=-bytes&limit=1000", StandIn.page("[" + FIRST + "]", "MS8z"));
        surroundings.stats.on("GET /internal/jobs/2/search?query=label%3Atls&sort=-bytes&limit=1000&cursor=MS8z", 200, "[" + SECOND + "]");
        surroundings.stats.on("GET /internal/jobs/2/search?query=none&limit=1000", 200, "[]");
        for (int flow : new int[] {3, 4}) surroundings.stats.on("GET /internal/jobs/2/search?query=flow%3A" + flow + "&limit=1", 200, "[" + (flow == 3 ? FIRST : SECOND) + "]");
        surroundings.stats.on("GET /internal/jobs/2/search?query=flow%3A99&limit=1", 200, "[]");
        surroundings.stats.on("GET /internal/jobs/2/sessions?query=session%3A3&limit=1", 200, "{\"sessions\":[{\"session\":3,\"src_ip\":\"10.0.0.1\",\"flows\":7,\"label\":\"tls\"}]}");
        for (String name : List.of("results/jobs/2/1/flows.zst", "results/jobs/2/1/flows.idx", "results/jobs/2/1/packets.idx", "results/jobs/1/4/flows.zst", "results/jobs/1/4/flows.idx", "captures/a.pcap")) remove(name);
    }

    private void put(String path, byte[] content) throws Exception {
        int slash = path.indexOf('/');
        store.putObject(PutObjectArgs.builder().bucket(path.substring(0, slash)).object(path.substring(slash + 1)).stream(new ByteArrayInputStream(content), (long) content.length, -1L).build()).get();
    }

    private void remove(String path) throws Exception {
        int slash = path.indexOf('/');
        store.removeObject(RemoveObjectArgs.builder().bucket(path.substring(0, slash)).object(path.substring(slash + 1)).build()).get();
    }

    private void storeFlows(String attempt) throws Exception {
        Vector.Builder vector = Vector.newBuilder().setProfile("iscx-2016");
        for (int i = 0; i < FeatureProfiles.ISCX_2016.size(); i++) vector.addValues(i == 1 ? Float.NaN : i + 0.5f);
        Flow flow = Flow.newBuilder().setOrdinal(3).setScope(7)
                .setForward(Counters.newBuilder().setPackets(2).setBytes(100).setPayload(20).setTcpFlags(0x12)).setBackward(Counters.newBuilder().setPackets(1))
                .addEvidence(Evidence.newBuilder().setKind(EvidenceKind.TLS_SNI.wire()).setValue("a.example").setPacket(4)).addEvidence(Evidence.newBuilder().setKind(60_000).setValue("new"))
                .addAllSpltLengths(List.of(517, -1400)).addAllSpltGapsMicros(List.of(0L, 250L)).setFirstPayloadForward(ByteString.fromHex("1603")).addVectors(vector).build();
        var flows = new ByteArrayOutputStream();
        var index = new ByteArrayOutputStream();
        StoredFlowsWriter writer = new StoredFlowsWriter(flows, index);
        writer.write(FlowBatch.newBuilder().addFlows(flow).build().toByteArray());
        writer.finish();
        put("results/jobs/" + attempt + "/flows.zst", flows.toByteArray());
        put("results/jobs/" + attempt + "/flows.idx", index.toByteArray());
    }

    @Test
    void aFlowIsShownWithAllThatIsKnownOfIt() throws Exception {
        storeFlows("2/1");

        var answer = when().get("/jobs/2/flows/3").then().statusCode(200).contentType("application/json");

        StringBuilder features = new StringBuilder();
        for (int i = 0; i < FeatureProfiles.ISCX_2016.size(); i++) {
            features.append(i == 0 ? "" : ",").append('"').append(FeatureProfiles.ISCX_2016.features().get(i).name()).append("\":").append(i == 1 ? "null" : i + ".5");
        }
        answer.body(is("{\"flow\":" + FIRST + """
                ,"community_id":"1:F5K6ZRM45eX2BV6ekEyMoymmRJ8=","scope":"vlan 7","fwd":{"packets":2,"bytes":100,"payload":20,"tcp_flags":"SYN ACK"},"bwd":{"packets":1,"bytes":0,"payload":0},\
                "evidence":[{"kind":"tls-sni","value":"a.example","packet":4},{"kind":"kind-60000","value":"new"}],"splt":[517,-1400],"splt_times_us":[0,250],"features":{"iscx-2016":{""" + features + """
                }},"first_payload_fwd":"1603","session":{"session":3,"flows":7,"label":"tls"},"packets_available":false,"packets_reason":"The capture 'a.pcap' was deleted."}"""));
    }

    @Test
    void aFlowOfAJobThatLabelsAgainIsThatOfTheOther() throws Exception {
        storeFlows("1/4");
        surroundings.registry.on("GET /internal/jobs/2", 200, Surroundings.job(2, "finished", "done",
                "\"flows\":5,\"relabel_of\":1,\"pins\":{\"capture\":{\"name\":\"a.pcap\",\"etag\":\"e\"},\"options\":{},\"flows\":{\"job_id\":1,\"attempt\":4}},"));
        put("captures/a.pcap", new byte[] {1});

        when().get("/v1/jobs/2/flows/3").then().statusCode(200).body("splt", is(List.of(517, -1400))).body("packets_reason", is("The capture 'a.pcap' was overwritten since the job read it."));
    }

    @Test
    void whatWasNotStoredIsSaid() {
        when().get("/v1/jobs/2/flows/4").then().statusCode(200).body("flow.flow", is(4)).body("details_reason", is(
                "What was stored of the job's flows is not there any more, or an older version stored it. Process the capture again."));
        when().get("/v1/jobs/2/flows/99").then().statusCode(404).contentType("application/problem+json").body("detail", is("Job 2 has no flow 99; its 5 flows are numbered from 0."));
        when().get("/v1/jobs/2/flows/-1").then().statusCode(404);
        when().get("/v1/jobs/2/flows/99999999999999999999").then().statusCode(404);
        when().get("/v1/jobs/2/flows/x").then().statusCode(400).body("detail", is("The number of a flow is a whole number, not 'x'."));
    }

    @Test
    void whileTheStoreIsAwayTheRestIsToldForNow() throws Exception {
        storeFlows("2/1");
        String away = "The object store does not answer. Try again in some seconds; if it lasts, an operator looks whether it runs.";

        surroundings.withoutStore(() -> when().get("/v1/jobs/2/flows/3").then().statusCode(200).header("Cache-Control", is("no-store")).body(is("{\"flow\":" + FIRST + """
                ,"community_id":"1:F5K6ZRM45eX2BV6ekEyMoymmRJ8=","session":{"session":3,"flows":7,"label":"tls"},"details_reason":"%1$s","packets_available":false,"packets_reason":"%1$s","partial":true}""".formatted(away))));

        when().get("/v1/jobs/2/flows/3").then().statusCode(200).header("Cache-Control", nullValue()).body("splt", is(List.of(517, -1400))).body("partial", nullValue());
    }

    @Test
    void allThatAQueryFindsComesInEveryForm() throws Exception {
        String rest = ",10.0.0.1,40000,2001:db8::1,443,6,1700000000.000004,1700000000.000005,1,1,0,40,0,forced,tls,web,0.3,port,";
        String path = "/v1/jobs/2/flows?query=label:tls&sort=-bytes";

        given().accept("text/html;q=0.1, text/csv").get(path).then().statusCode(200).contentType("text/csv;charset=UTF-8").header("Content-Disposition", is("attachment; filename=\"job-2-flows.csv\""))
                .body(is(HEADER + "\r\n3" + rest + "\"say \"\"443\"\", or so\",,,,,,3,,,4,snapped gaps\r\n4" + rest + "x,,,,,,,,,4,snapped gaps\r\n"));
        when().get(path + "&format=ndjson").then().statusCode(200).contentType("application/x-ndjson").header("Content-Disposition", is("attachment; filename=\"job-2-flows.ndjson\""))
                .body(is(FIRST + "\n" + SECOND + "\n"));
        when().get(path + "&format=json").then().statusCode(200).contentType("application/json").body(is("[" + FIRST + "," + SECOND + "]"));
        Path parquet = Files.write(folder.resolve("flows.parquet"), when().get(path + "&format=parquet").then().statusCode(200).contentType("application/vnd.apache.parquet").bytes());
        try (var database = DriverManager.getConnection("jdbc:duckdb:"); var rows = database.createStatement().executeQuery("SELECT * FROM '" + parquet + "'")) {
            rows.next();
            assertEquals(HEADER, String.join(",", java.util.stream.IntStream.rangeClosed(1, rows.getMetaData().getColumnCount()).mapToObj(i -> name(rows, i)).toList()));
            assertEquals("say \"443\", or so", rows.getString("comment"));
            assertEquals(0.3, rows.getDouble("confidence"));
            assertEquals(1_700_000_000_000_004L, rows.getTimestamp("time_start").toInstant().getEpochSecond() * 1_000_000 + rows.getTimestamp("time_start").getNanos() / 1_000);
            rows.next();
            assertEquals(null, rows.getObject("session"));
            assertFalse(rows.next());
        }
    }

    private static String name(java.sql.ResultSet rows, int column) {
        try {
            return rows.getMetaData().getColumnName(column);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void columnsAreChosen() {
        String path = "/v1/jobs/2/flows?query=label%3Atls&sort=-bytes&fields=label%2Cflow%2Csession";

        when().get(path + "&format=csv").then().body(is("label,flow,session\r\ntls,3,3\r\ntls,4,\r\n"));
        when().get(path + "&limit=1000").then().contentType("application/json").body(is("[{\"label\":\"tls\",\"flow\":3,\"session\":3}]"))
                .header("Link", is("</v1/jobs/2/flows?query=label%3Atls&sort=-bytes&fields=label%2Cflow%2Csession&limit=1000&cursor=MS8z>; rel=\"next\""));
        when().get("/v1/jobs/2/flows?fields=flow,lable").then().statusCode(400).body("detail", is("fields has no 'lable'; there are " + HEADER.replace(",", ", ") + ", with commas between them."));
    }

    @Test
    void nothingFoundIsAFileWithoutFlows() {
        when().get("/v1/jobs/2/flows?query=none&format=csv").then().statusCode(200).body(is(HEADER + "\r\n"));
        when().get("/v1/jobs/2/flows?query=none&format=json").then().statusCode(200).body(is("[]"));
        when().get("/v1/jobs/2/flows?query=none&format=ndjson").then().statusCode(200).body(is(""));
    }

    @Test
    void aFileHasANameOfItsOwnToo() {
        when().get("/v1/jobs/2/flows/export?query=none&format=csv").then().statusCode(200).contentType("text/csv;charset=UTF-8").header("Content-Disposition", is("attachment; filename=\"job-2-flows.csv\"")).body(is(HEADER + "\r\n"));
        when().get("/v1/jobs/2/flows/export?query=none&format=csv&fields=flow,label").then().statusCode(200).body(is("flow,label\r\n"));
        when().get("/v1/jobs/2/flows/export").then().statusCode(400).contentType("application/problem+json").body("detail", is("The query parameter format is missing or empty."));
    }

    @Test
    void whatDoesNotFitIsRefusedBeforehand() {
        when().get("/v1/jobs/2/flows?format=xml").then().statusCode(400).contentType("application/problem+json").body("detail", is("format is json, csv, ndjson, parquet, pcapng, not 'xml'."));
        when().get("/v1/jobs/2/flows?format=csv&limit=5").then().statusCode(400).body("detail", is("limit and cursor are for pages, which are JSON; csv is everything that the query finds."));
        given().accept("image/png").get("/v1/jobs/2/flows").then().statusCode(406);
        surroundings.stats.on("GET /internal/jobs/2/search?query=x%3Ay&limit=1000", 400, "{\"status\":400,\"code\":400,\"message\":\"query: there is no field 'x' (column 1)\"}");
        when().get("/v1/jobs/2/flows?query=x:y&format=csv").then().statusCode(400).contentType("application/problem+json").body("detail", is("query: there is no field 'x' (column 1)"));
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        String path = "/v1/jobs/2/flows?query=none&format=csv";
        String tag = when().get(path).then().statusCode(200).header("Cache-Control", is("private, no-cache")).header("ETag");

        given().header("If-None-Match", tag).get(path).then().statusCode(304).header("ETag", is(tag));
        given().header("If-None-Match", tag).get(path.replace("csv", "ndjson")).then().statusCode(200);
    }

    @Test
    void anExportThatBreaksOffIsCutOff() {
        surroundings.stats.on("GET /internal/jobs/2/search?query=long&limit=1000", StandIn.page("[" + (FIRST + ",").repeat(999) + FIRST + "]", "MS8z"));

        assertFalse(surroundings.isWhole("/v1/jobs/2/flows?query=long&format=csv", HttpClient.Version.HTTP_1_1));
    }
}
