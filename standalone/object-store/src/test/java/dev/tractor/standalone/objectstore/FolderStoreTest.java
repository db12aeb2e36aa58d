package dev.tractor.standalone.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class FolderStoreTest {
    private static final String BUCKET = "captures";
    private static final String UUID = "-29555b29-afb7-49aa-943d-84c4536ab0ba";

    @TempDir
    Path folder;

    private FolderStore store;

    @BeforeEach
    void createBucket() {
        store = new FolderStore(folder);
        store.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
    }

    @Test
    void listsWhatIsWhole() throws Exception {
        put("a b/ü 名.pcap");
        put("whole" + UUID);
        Path unfinished = Files.writeString(folder.resolve(BUCKET).resolve("large.pcap" + UUID), "the first half");

        assertEquals(List.of("a b/ü 名.pcap", "whole" + UUID), keys());

        store.deleteUnfinished();
        assertFalse(Files.exists(unfinished));
        assertEquals(List.of("a b/ü 名.pcap", "whole" + UUID), keys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other/x", "a/../b", "a//b", "./a", "taken/below", "folder"})
    void refusesKeysThatAreNoFile(String key) {
        put("taken");
        put("folder/x");

        assertEquals(400, assertThrows(S3Exception.class, () -> put(key)).statusCode());
        assertEquals(List.of("folder/x", "taken"), keys());
    }

    @Test
    void takesNamesAsLongAsAFileSystemDoes() {
        put("x".repeat(218));

        assertEquals(400, assertThrows(S3Exception.class, () -> put("x".repeat(219))).statusCode());
        assertTrue(keys().contains("x".repeat(218)));
    }

    private void put(String key) {
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        store.putBlob(PutObjectRequest.builder().bucket(BUCKET).key(key).contentLength((long) content.length).build(), new ByteArrayInputStream(content));
    }

    private List<String> keys() {
        return store.list(ListObjectsV2Request.builder().bucket(BUCKET).build()).contents().stream().map(S3Object::key).toList();
    }
}
