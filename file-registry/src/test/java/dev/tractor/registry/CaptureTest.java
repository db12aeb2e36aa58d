package dev.tractor.registry;

import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.testsupport.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CaptureTest extends RegistryTestBase {
    private static final String CAPTURES = "/internal/captures";

    @Test
    void anObjectThatAppearsIsListedWithItsTimes() {
        byte[] bytes = Pcap.of(1_700_000_000, 1_700_000_009, 1_700_000_005);
        store.put("dir/Ünïcode name.PCAP", bytes);

        eventually("listed with times", () -> capture("dir/Ünïcode name.PCAP").get("first_nanos") != null && capture("dir/Ünïcode name.PCAP").getLong("first_nanos") > 0);

        Json listed = capture("dir/Ünïcode name.PCAP");
        assertEquals("pcap", listed.getString("extension"));
        assertEquals(MemoryCaptureStore.etag(bytes), listed.getString("etag"));
        assertEquals(24 + 3 * 76, listed.getLong("size_bytes"));
        assertEquals(1_700_000_000_250_000_000L, listed.getLong("first_nanos"));
        assertEquals(1_700_000_009_250_000_000L, listed.getLong("last_nanos"));
        assertNull(listed.get("problem"));
        assertNull(listed.get("job"));
    }

    @Test
    void whatIsNoCaptureIsListedWithTheReason() {
        upload("empty.pcap", new byte[0]);
        upload("text.pcap", Pcap.text());

        eventually("reasons", () -> capture("empty.pcap").getString("problem") != null && capture("text.pcap").getString("problem") != null);

        assertEquals("the file is empty. Delete it, or upload a pcap or pcapng file in its place, as it is or compressed with gzip or zstd.", capture("empty.pcap").getString("problem"));
        assertTrue(capture("text.pcap").getString("problem").contains("does not begin with a pcap or pcapng header"));
        assertEquals(0, capture("text.pcap").getLong("first_nanos"));
        assertEquals(0, capture("text.pcap").getLong("last_nanos"));
    }

    @Test
    void aLongCaptureIsReadFromItsEndsOnceAndAfterAnOutage() {
        long[] seconds = LongStream.range(0, 130_000).map(i -> 1_600_000_000 + i).toArray();
        byte[] bytes = Pcap.of(seconds);
        store.put("long.pcap", bytes);
        eventually("times", () -> capture("long.pcap").get("first_nanos") != null && capture("long.pcap").getLong("first_nanos") > 0);

        assertEquals(1_600_000_000_250_000_000L, capture("long.pcap").getLong("first_nanos"));
        assertEquals(1_600_129_999_250_000_000L, capture("long.pcap").getLong("last_nanos"));
        int end = 1 << 20;
        assertEquals(List.of(new MemoryCaptureStore.Read("long.pcap", 0, end), new MemoryCaptureStore.Read("long.pcap", bytes.length - end, end)), store.reads("long.pcap").stream().filter(read -> read.length() == end).toList());
    }

    @Test
    void pagesFollowEachOtherInTheOrderOfTheNamesBytes() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            names.add((i % 3 == 0 ? "B" : i % 3 == 1 ? "a" : "ä") + i + ".pcap");
        }
        names.forEach(name -> store.put(name, name.getBytes()));
        List<String> sorted = names.stream().sorted((a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8))).toList();
        eventually("all listed", () -> given().get(CAPTURES + "?limit=1&cursor=" + before(sorted.getLast())).json().getList("captures").size() == 1);
        assertEquals(100, captures("").getList("captures").size());

        List<String> paged = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Json page = captures("?limit=40" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            paged.addAll(page.getList("captures.name"));
            cursor = page.getString("next");
        }

        assertEquals(sorted, paged);
        given().get(CAPTURES + "?limit=0").then().statusCode(400).body("message", equalTo("limit must be 1 to 10000, but is 0"));
        given().get(CAPTURES + "?cursor=*").then().statusCode(400);
    }

    @Test
    void overwritingMakesANewCaptureAndDeletionHidesIt() {
        upload("a.pcap", Pcap.of(10));
        long job = start("a.pcap");
        cancel(job);

        store.put("a.pcap", Pcap.of(20));
        eventually("overwritten", () -> capture("a.pcap").get("job") == null);
        assertEquals(MemoryCaptureStore.etag(Pcap.of(20)), capture("a.pcap").getString("etag"));
        assertEquals(MemoryCaptureStore.etag(Pcap.of(10)), job(job).getString("capture.etag"));

        store.delete("a.pcap");
        eventually("hidden", () -> captures("").getList("captures").isEmpty());
        assertEquals("cancelled", job(job).getString("message"));

        assertNotEquals(job, upload("a.pcap", Pcap.of(20)).getLong("size_bytes"));
        assertEquals(1, captures("").getList("captures").size());
    }

    @Test
    void aLookAnswersAtOnceAndRefusesImpossibleNames() {
        assertEquals("a b.pcapng", upload("a b.pcapng", Pcap.of(1)).getString("name"));
        post(CAPTURES, "{\"name\": \"none.pcap\"}").statusCode(404).body("message", equalTo("there is no capture 'none.pcap' in the repository"));
        post(CAPTURES, "{\"name\": \"x/../y\"}").statusCode(400);
        post(CAPTURES, "{\"name\": \"x\\u0000y\"}").statusCode(400);
        store.away(true);
        post(CAPTURES, "{\"name\": \"a b.pcapng\"}").statusCode(503);
    }

    /// The cursor that leads to this name.
    private static String before(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.substring(0, name.length() - 1).getBytes(StandardCharsets.UTF_8));
    }

    private void cancel(long job) {
        given().post("/internal/jobs/" + job + "/cancel").then().statusCode(200);
    }
}
