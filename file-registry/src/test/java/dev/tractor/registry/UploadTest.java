package dev.tractor.registry;

import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.testsupport.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UploadTest extends RegistryTestBase {
    private static final String UPLOADS = "/internal/uploads";
    private static final byte[] BYTES = Pcap.of(7);

    @Inject
    MemoryUploadStore parts;

    @Test
    void partsBecomeACaptureWithItsDigest() {
        Json upload = begin("{\"name\": \"a/b.pcap\", \"size_bytes\": 16777217, \"sha256\": \"" + sha256(BYTES) + "\"}");
        assertEquals(2, upload.getInt("parts"));
        assertEquals(16 << 20, upload.getInt("part_bytes"));
        assertEquals(upload, given().get(UPLOADS + "/" + upload.getString("upload_id")).then().statusCode(200).json());
        String first = parts.put(upload.getString("store_id"), Arrays.copyOfRange(BYTES, 0, 40));
        String second = parts.put(upload.getString("store_id"), Arrays.copyOfRange(BYTES, 40, BYTES.length));

        complete(upload, "{\"part\": 1, \"etag\": \"" + first + "\"}", 409, "part 2 of 2 is missing");
        complete(upload, "{\"part\": 1, \"etag\": \"" + first + "\"}, {\"part\": 2, \"etag\": \"other\"}", 409, "InvalidPart");
        complete(upload, "{\"part\": 2, \"etag\": \"" + second + "\"}, {\"part\": 1, \"etag\": \"\\\"" + first + "\\\"\"}", 200, null);

        eventually("digest", () -> sha256(BYTES).equals(capture("a/b.pcap").getString("sha256")));
        assertEquals(null, capture("a/b.pcap").getString("problem"));
        complete(upload, "{\"part\": 1, \"etag\": \"" + first + "\"}", 404, "there is no upload");
    }

    @Test
    void aCaptureOfMoreThanAPartHasTheDigestOfAll() {
        byte[] bytes = Arrays.copyOf(BYTES, (32 << 20) + 7);
        upload("long.pcap", bytes);

        eventually("digest", () -> sha256(bytes).equals(capture("long.pcap").getString("sha256")));
    }

    @Test
    void theSameBytesAreRecognised() {
        upload("one.pcap", BYTES);
        upload("two.pcap", BYTES);
        upload("other.pcap", Pcap.of(8));

        eventually("digests", () -> captures("").getList("captures.sha256").stream().distinct().count() == 2 && !captures("").getList("captures.sha256").contains(null));

        assertEquals(List.of("two.pcap"), capture("one.pcap").getList("same_as"));
        assertEquals(List.of("one.pcap"), capture("two.pcap").getList("same_as"));
        assertEquals(List.of(), capture("other.pcap").getList("same_as"));
        post(UPLOADS, "{\"name\": \"three.pcap\", \"size_bytes\": 9, \"sha256\": \"" + sha256(BYTES) + "\"}").statusCode(409)
                .body("type", equalTo("same-capture")).body("same_as", equalTo(List.of("one.pcap", "two.pcap")));
        begin("{\"name\": \"three.pcap\", \"size_bytes\": 9, \"sha256\": \"" + sha256(BYTES) + "\", \"replace\": true}");
        post(UPLOADS, "{\"name\": \"one.pcap\", \"size_bytes\": 9}").statusCode(409).body("type", equalTo("capture-exists"));
    }

    @Test
    void bytesThatAreNotTheAnnouncedOnesAreAProblem() {
        Json upload = begin("{\"name\": \"a.pcap\", \"size_bytes\": 9, \"sha256\": \"" + "0".repeat(64) + "\"}");
        complete(upload, "{\"part\": 1, \"etag\": \"" + parts.put(upload.getString("store_id"), BYTES) + "\"}", 200, null);

        eventually("problem", () -> capture("a.pcap").getString("problem") != null);

        assertEquals("its SHA-256 is " + sha256(BYTES) + ", its upload announced " + "0".repeat(64) + ": upload it again", capture("a.pcap").getString("problem"));
    }

    @Test
    void anUploadIsGivenUpOnDemandAndAfterItsTime() {
        Json one = begin("{\"name\": \"a.pcap\", \"size_bytes\": 9}");
        Json two = begin("{\"name\": \"a.pcap\", \"size_bytes\": 9}");

        given().delete(UPLOADS + "/" + one.getString("upload_id")).then().statusCode(204);
        given().delete(UPLOADS + "/" + one.getString("upload_id")).then().statusCode(404).body("type", equalTo("unknown-upload"));
        assertFalse(parts.holds(one.getString("store_id")));
        assertTrue(parts.holds(two.getString("store_id")));
        clock.forward(Duration.ofHours(25));

        eventually("expired", () -> !parts.holds(two.getString("store_id")));
        given().get(UPLOADS + "/" + two.getString("upload_id")).then().statusCode(404);
    }

    @Test
    void whatCannotBeUploadedIsRefused() {
        post(UPLOADS, "{\"name\": \"x/../y\", \"size_bytes\": 9}").statusCode(400);
        post(UPLOADS, "{\"name\": \"a\", \"size_bytes\": 0}").statusCode(400).body("message", containsString("size_bytes must be 1 to 5497558138880"));
        post(UPLOADS, "{\"name\": \"a\", \"size_bytes\": 5497558138881}").statusCode(400);
        post(UPLOADS, "{\"name\": \"a\", \"size_bytes\": 9, \"sha256\": \"XY\"}").statusCode(400).body("message", equalTo("sha256 must be 64 lower-case hexadecimal digits"));
        assertEquals(525 << 20, begin("{\"name\": \"a\", \"size_bytes\": 5497558138880}").getInt("part_bytes"), "as 10,000 parts need it");
    }

    private Json begin(String body) {
        return post(UPLOADS, body).statusCode(200).json();
    }

    private void complete(Json upload, String parts, int status, String message) {
        var answer = post(UPLOADS + "/" + upload.getString("upload_id") + "/completion", "{\"parts\": [" + parts + "]}").statusCode(status);
        if (message != null) {
            answer.body("message", containsString(message));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
