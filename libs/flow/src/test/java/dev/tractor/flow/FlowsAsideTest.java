package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tractor.testsupport.LargeCapture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Flows that are told on a thread of their own.
class FlowsAsideTest {
    private static final int WAVES = 3;
    private static final int PACKETS = 40;

    @ParameterizedTest
    @CsvSource({"1, 1000000", "127, 1000000", "128, 1000000", "400, 1000000", "400, 120"})
    void areTheSameInTheSameOrder(int flowsPerWave, int maxFlows) throws IOException {
        byte[] capture = capture(flowsPerWave);
        MeterOptions options = MeterOptions.ofProfile(FeatureProfiles.TRACTOR_1).withMaxFlows(maxFlows);
        List<String> told = new ArrayList<>();
        List<String> toldAside = new ArrayList<>();

        MeterResult result = meter(capture, options, flow -> told.add(text(flow)));
        MeterResult resultAside = meter(capture, options, FlowSink.aside(flow -> toldAside.add(text(flow))));

        assertEquals(told, toldAside);
        assertEquals(result, resultAside);
        assertEquals(result.flows(), toldAside.size());
    }

    @Test
    void whatTheirSinkThrowsReachesTheCallerAndEndsTheTelling() throws IOException {
        byte[] capture = capture(1_000);
        IllegalStateException thrown = new IllegalStateException("the disk is full");
        List<Long> told = new ArrayList<>();

        IllegalStateException caught = assertThrows(IllegalStateException.class, () -> meter(capture, MeterOptions.standard(), FlowSink.aside(flow -> {
            told.add(flow.ordinal());
            if (told.size() == 200) {
                throw thrown;
            }
        })));

        assertSame(thrown, caught);
        assertEquals(200, told.size());
    }

    private static byte[] capture(int flowsPerWave) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LargeCapture.write(new LargeCapture.Shape(WAVES, flowsPerWave, PACKETS, 40), out);
        return out.toByteArray();
    }

    private static MeterResult meter(byte[] capture, MeterOptions options, FlowSink sink) throws IOException {
        return FlowMeter.meter(new ByteArrayInputStream(capture), options, sink, null, null);
    }

    private static String text(FlowView flow) {
        double[] vector = new double[FeatureProfiles.TRACTOR_1.size()];
        flow.features(FeatureProfiles.TRACTOR_1, vector);
        return flow.ordinal() + " " + flow.endReason() + " " + flow.startNanos() + " " + flow.symptoms() + " " + Arrays.toString(vector);
    }
}
