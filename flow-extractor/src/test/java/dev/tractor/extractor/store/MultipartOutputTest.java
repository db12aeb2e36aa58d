package dev.tractor.extractor.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartOutputTest {
    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void write(MultipartOutput out, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += 999_983) {
            out.write(bytes, at, Math.min(999_983, bytes.length - at));
        }
    }

    @Test
    void whatFitsOnePartIsPutAtOnce() {
        MemoryUpload upload = new MemoryUpload();
        byte[] content = bytes(MultipartOutput.PART_BYTES);
        try (MultipartOutput out = new MultipartOutput(upload)) {
            write(out, content);
            out.complete();
        }
        assertEquals(List.of("put 5242880"), upload.calls());
        assertArrayEquals(content, upload.object());
    }

    @Test
    void moreGoesInPartsAndAStoreThatIsAwayIsWaitedFor() {
        MemoryUpload upload = new MemoryUpload().failingOnce();
        byte[] content = bytes(2 * MultipartOutput.PART_BYTES + 17);
        try (MultipartOutput out = new MultipartOutput(upload)) {
            write(out, content);
            out.complete();
        }
        assertEquals(List.of("begin", "part 1 5242880", "part 2 5242880", "part 3 17", "complete [etag-1, etag-2, etag-3]"), upload.calls());
        assertArrayEquals(content, upload.object());
    }

    @Test
    void whatIsNotCompletedIsGivenUp() {
        MemoryUpload upload = new MemoryUpload();
        try (MultipartOutput out = new MultipartOutput(upload)) {
            write(out, Arrays.copyOf(bytes(1), MultipartOutput.PART_BYTES + 1));
            Thread.currentThread().interrupt();
        }
        assertEquals(true, Thread.interrupted());
        assertEquals(List.of("begin", "part 1 5242880", "abort u1"), upload.calls());
        assertNull(upload.object());
    }
}
