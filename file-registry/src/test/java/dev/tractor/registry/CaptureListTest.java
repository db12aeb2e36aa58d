package dev.tractor.registry;

import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.contracts.v1.Completed;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.testsupport.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Finding, sorting and paging of captures and jobs.
@QuarkusTest
class CaptureListTest extends RegistryTestBase {
    @BeforeEach
    void captures() {
        upload("B/second.pcap", Pcap.of(30));
        upload("a.pcap", Pcap.of(20, 21));
        upload("Новый.pcap", Pcap.of(10, 11));
        upload("c.pcapng", Pcap.of(40));
    }

    @Test
    void capturesAreFoundByNameAndState() {
        long job = start("a.pcap");
        given().post("/internal/jobs/" + start("c.pcapng") + "/cancel").then().statusCode(200);

        assertEquals(List.of("B/second.pcap"), names("search", "SECOND"));
        assertEquals(List.of("Новый.pcap"), names("search", "Новый"));
        assertEquals(List.of(), names("search", "%"));
        assertEquals(List.of("a.pcap"), names("state", "in_progress"));
        assertEquals(List.of("c.pcapng"), names("state", "failed"));
        assertEquals(List.of("B/second.pcap", "Новый.pcap"), names("state", "new"));
        assertEquals(List.of(), names("state", "finished"));
        given().get("/internal/captures?state=old").then().statusCode(400).body("message", equalTo("state is new, in_progress, finished or failed, not 'old'"));
        given().queryParam("name", "a.pcap").get("/internal/captures/named").then().statusCode(200).body("job.job_id", equalTo((int) job));
        given().queryParam("name", "no").get("/internal/captures/named").then().statusCode(404).body("type", equalTo("unknown-capture"));
    }

    @Test
    void capturesAreSortedAndPaged() {
        eventually("times", () -> captures("").getLongs("captures.first_nanos").stream().allMatch(time -> time > 0));

        assertEquals(List.of("B/second.pcap", "c.pcapng", "a.pcap", "Новый.pcap"), paged("size"));
        assertEquals(List.of("a.pcap", "Новый.pcap", "B/second.pcap", "c.pcapng"), paged("-size"));
        assertEquals(List.of("Новый.pcap", "a.pcap", "B/second.pcap", "c.pcapng"), paged("time"));
        assertEquals(List.of("c.pcapng", "Новый.pcap", "a.pcap", "B/second.pcap"), paged("-new"));
        assertEquals(List.of("Новый.pcap", "c.pcapng", "a.pcap", "B/second.pcap"), paged("-name"));
        given().get("/internal/captures?sort=etag").then().statusCode(400).body("message", containsString("sort is one of name, flows, size, time, new"));
        finish("c.pcapng", 7);
        finish("B/second.pcap", 30);
        assertEquals(List.of("B/second.pcap", "c.pcapng", "a.pcap", "Новый.pcap"), paged("-flows"));
        assertEquals(List.of("a.pcap", "Новый.pcap", "c.pcapng", "B/second.pcap"), paged("flows"));
        String cursor = captures("?limit=1&sort=size").getString("next");
        given().get("/internal/captures?limit=1&cursor=" + cursor).then().statusCode(400);
    }

    private void finish(String name, int flows) {
        long job = start(name);
        take("x").statusCode(200);
        complete(job, 1, "x").statusCode(204);
        receive(JobEvent.newBuilder().setJobId(job).setAttempt(1).setCompleted(Completed.newBuilder().setFlows(flows)).build());
        eventually(name, () -> "finished".equals(capture(name).getString("job.state")));
    }

    @Test
    void jobsAreListedTheNewestFirst() {
        long first = start("a.pcap");
        given().post("/internal/jobs/" + first + "/cancel").then().statusCode(200);
        long second = start("a.pcap");
        long other = start("c.pcapng");

        assertEquals(List.of((int) other, (int) second, (int) first), jobs("").getList("jobs.job_id"));
        assertEquals(List.of((int) second, (int) first), jobs("?capture=a.pcap").getList("jobs.job_id"));
        assertEquals(List.of((int) first), jobs("?capture=a.pcap&state=failed").getList("jobs.job_id"));
        Json page = jobs("?limit=2");
        assertEquals(List.of((int) first), jobs("?limit=2&cursor=" + page.getString("next")).getList("jobs.job_id"));
        assertEquals("a.pcap", jobs("?limit=2&cursor=" + page.getString("next")).getString("jobs[0].capture.name"));
        given().get("/internal/jobs?state=new").then().statusCode(400);
        given().get("/internal/jobs?cursor=x").then().statusCode(400);
    }

    @Test
    void aJobTellsTheHealthOfItsCaptureOnceItWasRead() {
        long job = start("a.pcap");
        given().get("/internal/jobs/" + job + "/health").then().statusCode(409).body("type", equalTo("no-report"));
        take("x").statusCode(200);
        post("/internal/leases/" + job + "/1/completion", """
                {"owner": "x", "batches": 1, "flows": 1, "packets_in_flows": 2, "packets": 5, "bytes_read": 76, "first_nanos": 1, "last_nanos": 2, "capture_info": {"format": "pcap"},
                 "accounting": {"packets_read": 5, "packets_in_flows": 2, "packets_non_ip": 3, "bytes_read": 90, "bytes_in_flows": 60, "bytes_non_ip": 30},
                 "health": {"clock_jumps": 1}, "warnings": [{"code": "clock-jump", "message": "the time jumps", "count": 4, "first_offset": 24}]}""").statusCode(204);

        given().get("/internal/jobs/" + job + "/health").then().statusCode(200).body("capture.format", equalTo("pcap")).body("accounting.packets_non_ip", equalTo(3))
                .body("health.clock_jumps", equalTo(1)).body("balanced", equalTo(true)).body("warnings[0].code", equalTo("clock-jump")).body("warnings[0].first_offset", equalTo(24));
        assertEquals(4, capture("a.pcap").getInt("job.findings[0].count"));
        given().get("/internal/jobs/999999/health").then().statusCode(404).body("type", equalTo("unknown-job"));
    }

    @Test
    void optionsAreChecked() {
        refused("{\"idle\": 5}", "there is no option 'idle'; there are idle_timeout_s, tcp_idle_timeout_s, active_timeout_s, close_linger_s, max_flows, time_start, time_end");
        refused("{\"idle_timeout_s\": 0}", "option idle_timeout_s is a number of at most 6 decimals from 0.001 to 604800, not 0");
        refused("{\"idle_timeout_s\": \"5\"}", "option idle_timeout_s is a number");
        refused("{\"idle_timeout_s\": 1e999999999}", "option idle_timeout_s is a number");
        refused("{\"max_flows\": 1.5}", "option max_flows is a whole number from 1 to 100000000, not 1.5");
        refused("{\"time_start\": 5, \"time_end\": 5}", "option time_end must be later than time_start, but is 5");
        String pinned = post("/internal/jobs", "{\"file_name\": \"a.pcap\", \"options\": {\"time_end\": 1700000000.250, \"active_timeout_s\": 0.0, \"max_flows\": 1e3, \"time_start\": null}}")
                .statusCode(200).json().getMap("pins.options").toString();
        assertEquals("{active_timeout_s=0, max_flows=1000, time_end=1700000000.25}", pinned.replace("1.70000000025E9", "1700000000.25").replace("1.7E9", "1700000000.25"));
    }

    @Test
    void aCharacterThatNoTextHasIsTheCallersFault() {
        given().queryParam("search", "\0").get("/internal/captures").then().statusCode(400).body("message", containsString("U+0000"));
        given().queryParam("capture", "\0").get("/internal/jobs").then().statusCode(400);
        given().delete("/internal/uploads/%00").then().statusCode(400);
        given().get("/internal/models/%00").then().statusCode(400);
    }

    private void refused(String options, String message) {
        post("/internal/jobs", "{\"file_name\": \"a.pcap\", \"options\": " + options + "}").statusCode(400).body("message", containsString(message));
    }

    private List<String> names(String parameter, String value) {
        return given().queryParam(parameter, value).get("/internal/captures").then().statusCode(200).json().getList("captures.name");
    }

    private List<String> paged(String sort) {
        List<String> names = new ArrayList<>();
        for (String cursor = ""; cursor != null; ) {
            Json page = captures("?limit=1&sort=" + sort + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            names.addAll(page.getList("captures.name"));
            cursor = page.getString("next");
        }
        return names;
    }

    private Json jobs(String query) {
        return given().get("/internal/jobs" + query).then().statusCode(200).json();
    }
}
