package dev.tractor.extractor.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tractor.flow.MeteringStoppedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CaptureStreamTest {
    private static final byte[] CONTENT = new byte[1_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    private static InputStream breaking(InputStream good, int after) throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(good.readNBytes(after)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketException("Connection reset");
            }
        });
    }

    @Test
    void anObjectIsReadInChunksToItsLastByte() throws IOException {
        MemoryCapture capture = new MemoryCapture(CONTENT);
        try (CaptureStream in = new CaptureStream(capture, 300)) {
            assertArrayEquals(CONTENT, in.readAllBytes());
            assertEquals(-1, in.read());
        }
        assertEquals(List.of("0+300", "300+300", "600+300", "900+100"), capture.reads());
    }

    @Test
    void oneChunkAndNoMoreIsReadAhead() throws Exception {
        MemoryCapture capture = new MemoryCapture(CONTENT);
        try (CaptureStream in = new CaptureStream(capture, 300)) {
            in.read();
            for (int i = 0; i < 12_000 && capture.reads().size() < 2; i++) {
                Thread.sleep(5);
            }
            Thread.sleep(50);
            assertEquals(List.of("0+300", "300+300"), capture.reads());
        }
    }

    @Test
    void aReadThatBreaksOffGoesOnAtTheByteWhereItBroke() throws IOException {
        MemoryCapture capture = new MemoryCapture(CONTENT).with((read, good) -> switch (read) {
            case 0 -> breaking(good, 123);
            case 1 -> throw new IOException("connection refused");
            case 3 -> new ByteArrayInputStream(good.readNBytes(1));
            default -> good;
        });
        try (CaptureStream in = new CaptureStream(capture, 500)) {
            assertArrayEquals(CONTENT, in.readAllBytes());
        }
        assertEquals(List.of("0+500", "123+377", "123+377", "500+500", "501+499"), capture.reads());
    }

    @Test
    void anObjectThatChangesIsNotReadOn() {
        MemoryCapture capture = new MemoryCapture(CONTENT);
        capture.with((read, good) -> {
            capture.overwrite();
            return read == 0 ? breaking(good, 10) : good;
        });
        try (CaptureStream in = new CaptureStream(capture, 500)) {
            CaptureChangedException e = assertThrows(CaptureChangedException.class, in::readAllBytes);
            assertEquals("the capture was overwritten while the job ran: process it again", e.getMessage());
        }
    }

    @Test
    void anInterruptedReaderStopsAtOnceAndGivesUpTheRead() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch givenUp = new CountDownLatch(1);
        MemoryCapture capture = new MemoryCapture(CONTENT).with((read, good) -> {
            asked.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                givenUp.countDown();
                throw e;
            }
            return good;
        });
        Thread reader = Thread.currentThread();
        assertTimeoutPreemptively(Duration.ofSeconds(50), () -> {
            Thread self = Thread.currentThread();
            Thread.ofVirtual().start(() -> {
                try {
                    asked.await();
                } catch (InterruptedException e) {
                    return;
                }
                self.interrupt();
            });
            try (CaptureStream in = new CaptureStream(capture, 500)) {
                assertThrows(MeteringStoppedException.class, in::read);
            }
            Thread.interrupted();
            givenUp.await();
        });
        assertEquals(false, reader.isInterrupted());
    }

    @Test
    void anEmptyObjectIsAnEmptyStream() {
        try (CaptureStream in = new CaptureStream(new MemoryCapture(new byte[0]), 500)) {
            assertEquals(-1, in.read());
        }
    }
}
