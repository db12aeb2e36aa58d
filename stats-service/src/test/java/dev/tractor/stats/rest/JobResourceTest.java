package dev.tractor.stats.rest;

import static dev.tractor.stats.Samples.emptyBatch;
import static dev.tractor.stats.Samples.extracted;
import static dev.tractor.stats.Samples.flow;
import static dev.tractor.stats.Samples.newJobId;
import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.stats.Pipeline;
import dev.tractor.stats.PostgresResource;
import dev.tractor.testsupport.http.Answer;
import dev.tractor.testsupport.http.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class JobResourceTest {
    private static final String MOZILLA = "Mozilla/5.0 (X11; Linux x86_64)";

    @Inject Pipeline pipeline;

    private final long job = newJobId();

    private static List<ClassifiedFlow> capture() {
        return List.of(
                flow(0, "10.0.0.1", 40_000, "81.2.69.142", 443).setApplicationProtocol("tls").setLabel("telegram").setLabelGroup("messenger")
                        .setTrafficClass("chat").setTrafficClassConfidence(0.9f).setDomain("web.telegram.org").setComment("TLS SNI web.telegram.org")
                        .setStartNanos(1_500_000_000_900_000_000L).setDurationNanos(200_000_000L).build(),
                flow(1, "10.0.0.1", 40_001, "81.2.69.142", 443).setApplicationProtocol("tls").setLabel("telegram").setLabelGroup("messenger")
                        .setTrafficClass("chat").setTrafficClassConfidence(0.8f).setDomain("web.telegram.org").setStartNanos(-1).build(),
                flow(2, "10.0.0.2", 40_002, "89.160.20.112", 80).setApplicationProtocol("http").setLabel("wikipedia").setLabelGroup("web")
                        .setDomain("en.wikipedia.org").setUserAgent("curl/8.0").build(),
                flow(3, "10.0.0.2", 40_003, "89.160.20.112", 80).setApplicationProtocol("http").setLabel("wikipedia").setLabelGroup("web")
                        .setDomain("en.wikipedia.org").setUserAgent(MOZILLA).build(),
                flow(4, "10.0.0.2", 40_004, "89.160.20.112", 8080).setApplicationProtocol("http").setLabel("wikipedia").setLabelGroup("web")
                        .setDomain("upload.wikimedia.org").setUserAgent(MOZILLA).build(),
                flow(5, "10.0.0.1", 5_000, "10.0.0.53", 53).setProtocol(17).setApplicationProtocol("dns").setLabel("dns").setLabelGroup("network")
                        .setDomain("example.org").build(),
                flow(6, "10.0.0.2", 5_001, "10.0.0.1", 9_999).setProtocol(17).build(),
                flow(7, "10.0.0.1", 0, "203.0.113.7", 0).setProtocol(1).setLabel("icmp").setLabelGroup("network").build(),
                flow(8, "fe80::1", 0, "ff02::1", 0).setProtocol(58).setLabel("icmp").setLabelGroup("network").build(),
                flow(9, "2001:db8::5", 41_000, "2001:218::1", 443).setApplicationProtocol("tls").setTrafficClass("unknown").build(),
                flow(10, "10.0.0.1", 0, "203.0.113.7", 0).setProtocol(200).build());
    }

    private void store(List<ClassifiedFlow> flows) {
        pipeline.send(emptyBatch(job, 1, 0).addAllFlows(flows).build());
        pipeline.send(extracted(job, 1, 1, flows.size()));
    }

    @Test
    void statisticsOfTheWholeCapture() {
        store(capture());

        Json answer = json("statistics");

        assertEquals(List.of("protocols", "labels", "groups", "traffic_class", "clients", "servers", "ports", "domains", "countries"), answer.getList("title"));
        assertEquals(List.of("http 3", "tls 3", "dns 1", "icmp 1", "icmpv6 1", "ip-200 1", "udp 1"), item(answer, "protocols"));
        assertEquals(List.of("unknown 3", "wikipedia 3", "icmp 2", "telegram 2", "dns 1"), item(answer, "labels"));
        assertEquals(List.of("network 3", "unknown 3", "web 3", "messenger 2"), item(answer, "groups"));
        assertEquals(List.of("chat 2", "unknown 1"), item(answer, "traffic_class"));
        assertEquals(List.of("10.0.0.1 5", "10.0.0.2 4", "2001:db8::5 1", "fe80::1 1"), item(answer, "clients"));
        assertEquals(List.of("89.160.20.112 3", "203.0.113.7 2", "81.2.69.142 2", "10.0.0.1 1", "10.0.0.53 1", "2001:218::1 1", "ff02::1 1"), item(answer, "servers"));
        assertEquals(List.of("443 3", "80 2", "53 1", "8080 1", "9999 1"), item(answer, "ports"));
        assertEquals(List.of("en.wikipedia.org 2", "web.telegram.org 2", "example.org 1", "upload.wikimedia.org 1"), item(answer, "domains"));
    }

    @Test
    void countriesOfTheServers() {
        assumeGeoIp();
        store(capture());

        assertEquals(List.of("Sweden 3", "unknown 3", "United Kingdom 2", "private 2", "Japan 1"), item(json("statistics"), "countries"));
    }

    @Test
    void statisticsOfOneLabel() {
        store(capture());

        Json answer = json("statistics?label=wikipedia");

        assertEquals(List.of("http 3"), item(answer, "protocols"));
        assertEquals(List.of("wikipedia 3"), item(answer, "labels"));
        assertEquals(List.of(), item(answer, "traffic_class"));
        assertEquals(List.of("10.0.0.2 3"), item(answer, "clients"));
        assertEquals(List.of("80 2", "8080 1"), item(answer, "ports"));
        assertEquals(List.of("en.wikipedia.org 2", "upload.wikimedia.org 1"), item(answer, "domains"));
        assertEquals(List.of("protocols", "labels", "groups", "traffic_class", "clients", "servers", "ports", "domains", "countries"),
                json("statistics?label=none-has-it").<Map<String, Object>>getList("").stream().filter(item -> List.of().equals(item.get("content"))).map(item -> item.get("title")).toList());
    }

    @Test
    void topCutsEveryItem() {
        store(capture());

        assertEquals(List.of("http 3", "tls 3"), item(json("statistics?top=2"), "protocols"));
        assertEquals(List.of("80 2"), item(json("statistics?label=wikipedia&top=1"), "ports"));
        assertEquals(List.of("203.0.113.7 2"), item(rooted(json("hosts/10.0.0.1?top=1"), "statistics"), "peers"));
    }

    @Test
    void hostThatIsClientAndServer() {
        store(capture());

        Json host = json("hosts/10.0.0.1");

        assertEquals("private", host.getString("country"));
        assertEquals("private", host.getString("city"));
        assertFalse(host.getMap("").containsKey("user_agent"), "none of its flows as a client names one");
        assertFalse(host.getMap("").containsKey("domain_name"), "none of its flows as a server names one");
        host = host.at("statistics");
        assertEquals(List.of("tls 2", "dns 1", "icmp 1", "ip-200 1", "udp 1"), item(host, "protocols"));
        assertEquals(List.of("10.0.0.1 5", "10.0.0.2 1"), item(host, "clients"));
        assertEquals(List.of("203.0.113.7 2", "81.2.69.142 2", "10.0.0.2 1", "10.0.0.53 1"), item(host, "peers"));
    }

    @Test
    void hostsMostFrequentUserAgentAndDomain() {
        store(capture());

        assertEquals(MOZILLA, json("hosts/10.0.0.2").getString("user_agent"));
        assertNull(json("hosts/10.0.0.2").getString("domain_name"));
        assertEquals("en.wikipedia.org", json("hosts/89.160.20.112").getString("domain_name"));
        assertNull(json("hosts/89.160.20.112").getString("user_agent"));
    }

    @Test
    void placesOfHosts() {
        assumeGeoIp();
        store(capture());

        assertEquals("Sweden", json("hosts/89.160.20.112").getString("country"));
        assertEquals("Linköping", json("hosts/89.160.20.112").getString("city"));
        assertEquals("unknown", json("hosts/203.0.113.7").getString("country"));
    }

    @Test
    void hostIsFoundByEveryFormOfItsAddress() {
        store(capture());

        for (String form : List.of("2001:218::1", "2001:0218:0:0:0:0:0:1", "2001:218:0::0001", "2001:218::0.0.0.1")) {
            assertEquals(List.of("2001:db8::5 1"), item(rooted(json("hosts/" + form), "statistics"), "peers"), form);
        }
        assertError(404, "job " + job + " has no flow of 10.0.0.99", given().get(path("hosts/10.0.0.99")));
    }

    @Test
    void textThatIsNoAddressIsRefused() {
        store(capture());

        for (String text : List.of("10.0.0", "10.0.0.256", "10.0.0.01", "localhost", "fe80::1%25eth0", ":::", "1:2:3:4:5:6:7:8:9", "0x7f.1", "%20")) {
            given().get(path("hosts/" + text)).then().statusCode(400).body("status", equalTo(400)).body("code", equalTo(400));
        }
        assertError(400, "'10.0.0.256' is no IP address", given().get(path("hosts/10.0.0.256")));
    }

    @Test
    void flowsOfALabelInTheOrderOfTheCapture() {
        store(capture());

        List<Map<String, Object>> flows = json("flows?label=telegram").getList("");

        assertEquals(List.of(
                Map.of("client_ip", "10.0.0.1", "client_port", 40_000, "server_ip", "81.2.69.142", "server_port", 443,
                        "time_start", 1_500_000_000, "time_end", 1_500_000_001, "comment", "TLS SNI web.telegram.org"),
                Map.of("client_ip", "10.0.0.1", "client_port", 40_001, "server_ip", "81.2.69.142", "server_port", 443,
                        "time_start", -1, "time_end", 0, "comment", "")), flows);
        assertEquals("[]", given().get(path("flows?label=none-has-it")).text());
        assertEquals(11, json("flows").getList("").size());
    }

    @Test
    void pagesOfFlowsLeadToTheEnd() {
        List<ClassifiedFlow> flows = new ArrayList<>();
        for (int ordinal = 0; ordinal < 25; ordinal++) {
            flows.add(flow(ordinal * 3L, "10.0.0.1", 1_000 + ordinal, "198.51.100.1", 443).setLabel(ordinal % 5 == 4 ? "other" : "wanted").build());
        }
        store(flows);

        List<Object> ports = new ArrayList<>();
        List<Integer> pages = new ArrayList<>();
        String cursor = null;
        do {
            Answer page = given().get(path("flows?label=wanted&limit=8" + (cursor == null ? "" : "&cursor=" + cursor)));
            ports.addAll(page.json().getList("client_port"));
            pages.add(page.json().getList("").size());
            cursor = page.header("X-Next-Cursor");
        } while (cursor != null);

        assertEquals(List.of(8, 8, 4), pages);
        assertEquals(json("flows?label=wanted").getList("client_port"), ports);
        assertNull(given().get(path("flows?label=wanted&limit=20")).header("X-Next-Cursor"), "a page that ends with the last flow");
        for (String wrong : List.of("limit=0", "limit=10001", "limit=x", "cursor=!", "cursor=LTU")) {
            given().get(path("flows?" + wrong)).then().statusCode(400).body("status", equalTo(400));
        }
    }

    @Test
    void listOfManyFlowsIsWhole() {
        List<ClassifiedFlow> flows = new ArrayList<>();
        for (int ordinal = 0; ordinal < 5_000; ordinal++) {
            flows.add(flow(ordinal, "10.0.0.1", ordinal, "198.51.100.1", 443).setComment("c".repeat(100)).build());
        }
        store(flows);

        List<Integer> ports = json("flows?label=unknown").getList("client_port");

        assertEquals(5_000, ports.size());
        assertEquals(4_999, ports.getLast());
    }

    @Test
    void strangeStringsComeBackAsTheyWere() {
        String strange = "\"quoted\" \\N \\. back\\slash\ttab\r\nline, комма; 日本 \uD83D\uDE00 ' %s ${x}";
        store(List.of(
                flow(0, "10.0.0.1", 1, "10.0.0.2", 2).setLabel(strange).setLabelGroup(strange).setDomain(strange).setUserAgent(strange)
                        .setComment(strange).setApplicationProtocol(strange).setTrafficClass(strange).setMethod(strange).build(),
                flow(1, "10.0.0.1", 1, "10.0.0.2", 2).setLabel("a\0b").setComment("\0").build()));

        Json statistics = json("statistics");
        for (String title : List.of("protocols", "labels", "groups", "traffic_class", "domains")) {
            assertTrue(item(statistics, title).contains(strange + " 1"), title);
        }
        assertEquals(strange, json("hosts/10.0.0.1").getString("user_agent"));
        assertEquals(List.of(strange), given().queryParam("label", strange).get(path("flows")).json().getList("comment"));
        assertEquals(List.of("\uFFFD"), given().queryParam("label", "a\uFFFDb").get(path("flows")).json().getList("comment"));
        assertEquals(List.of("\uFFFD"), given().queryParam("label", "a\0b").get(path("flows")).json().getList("comment"));
    }

    @Test
    void jobThatIsNotCompleteAnswersNothing() {
        pipeline.send(emptyBatch(job, 1, 0).addAllFlows(capture()).build());

        for (String question : List.of("statistics", "statistics?label=dns", "hosts/10.0.0.1", "flows", "flows?limit=5")) {
            assertError(404, "the flows of job " + job + " are not completely stored here", given().get(path(question)));
        }
    }

    @Test
    void everyErrorHasTheErrorBody() {
        store(capture());

        assertError(400, "top must be a whole number from 1 to 10000", given().get(path("statistics?top=0")));
        assertError(400, "top must be a whole number from 1 to 10000", given().get(path("statistics?top=10001")));
        given().get("/internal/jobs/none/statistics").then().statusCode(404).body("status", equalTo(404));
        assertError(404, "Not Found", given().get("/internal/no-such-path"));
        assertError(405, "Method Not Allowed", given().post(path("statistics")));
    }

    private static void assumeGeoIp() {
        Assumptions.assumeTrue(Files.exists(PostgresResource.GEOIP_DATABASE), () -> "the corpus has no " + PostgresResource.GEOIP_DATABASE);
    }

    private static void assertError(int status, String message, Answer answer) {
        answer.then().statusCode(status).contentType("application/json");
        assertEquals(Map.of("status", status, "code", status, "message", message), answer.json().getMap(""));
    }

    private String path(String rest) {
        return "/internal/jobs/" + job + "/" + rest;
    }

    private Json json(String rest) {
        Answer answer = given().get(path(rest));
        answer.then().statusCode(200).contentType("application/json");
        return answer.json();
    }

    private static Json rooted(Json json, String root) {
        return json.at(root);
    }

    private static List<String> item(Json statistics, String title) {
        List<Map<String, Object>> content = statistics.find("", "title", title).getList("content");
        return content.stream().map(entry -> entry.get("label") + " " + entry.get("count")).toList();
    }
}
