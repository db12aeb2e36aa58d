package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tractor.testsupport.LargeCapture;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationTest {
    private static final int FLOWS_PER_WAVE = 500;
    private static final int FEW_WAVES = 10;
    private static final int MANY_WAVES = 50;
    /// The two addresses of its row, an array each.
    private static final int MAX_BYTES_PER_FLOW = 64;

    @TempDir
    private Path folder;

    @Test
    void aFlowAndItsRowWithAllFeaturesAllocateHardlyAnything() throws IOException {
        // given two captures with as many live flows
        Path few = capture(FEW_WAVES);
        Path many = capture(MANY_WAVES);
        allocated(many);

        // when
        long more = allocated(many) - allocated(few);

        // then
        int flows = (MANY_WAVES - FEW_WAVES) * FLOWS_PER_WAVE;
        assertTrue(more <= (long) flows * MAX_BYTES_PER_FLOW, flows + " flows more allocated " + more + " bytes");
    }

    private Path capture(int waves) throws IOException {
        Path file = folder.resolve(waves + ".pcap");
        try (OutputStream out = Files.newOutputStream(file)) {
            LargeCapture.write(new LargeCapture.Shape(waves, FLOWS_PER_WAVE, 8, 40), out);
        }
        return file;
    }

    private long allocated(Path capture) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        CommandRun run = CommandRun.of("flows", capture, "--profile", "tractor-1", "--threads", "1", "--out", folder.resolve("flows.csv"));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals("", run.err());
        return allocated;
    }
}
