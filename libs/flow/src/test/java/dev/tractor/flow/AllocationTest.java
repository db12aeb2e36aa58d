package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tractor.testsupport.LargeCapture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int FLOWS = 500;

    @Test
    void packetsOfAKnownFlowAllocateNothing() throws IOException {
        byte[] few = capture(40);
        byte[] many = capture(140);
        allocated(many, 140);
        long first = allocated(few, 40);

        long more = allocated(many, 140) - first;

        assertTrue(more < 100 * FLOWS, "100 packets more in each of " + FLOWS + " flows allocated " + more + " bytes");
    }

    private static byte[] capture(int packetsPerFlow) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LargeCapture.write(new LargeCapture.Shape(1, FLOWS, packetsPerFlow, 40), out);
        return out.toByteArray();
    }

    private static long allocated(byte[] capture, int packetsPerFlow) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        MeterResult result = FlowMeter.meter(new ByteArrayInputStream(capture), MeterOptions.standard(), _ -> {}, null, null);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(FLOWS * packetsPerFlow, result.accounting().packetsInFlows());
        return allocated;
    }
}
