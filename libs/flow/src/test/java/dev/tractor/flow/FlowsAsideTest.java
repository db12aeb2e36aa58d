package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.packet.CaptureFormatException;
import dev.tractor.packet.CaptureWarning;
import dev.tractor.testsupport.LargeCapture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Flows that are told on a thread of their own.
class FlowsAsideTest {
    private static final int WAVES = 3;
    private static final int PACKETS = 40;

    @TempDir
    private Path folder;

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

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void ofAFileThatIsReadAheadAreTheSameWithTheSameWarnings(int bytesCutOff) throws IOException {
        byte[] capture = capture(400);
        Path file = file(Arrays.copyOf(capture, capture.length - bytesCutOff));
        MeterOptions options = MeterOptions.ofProfile(FeatureProfiles.TRACTOR_1).withoutContents();
        List<String> told = new ArrayList<>();
        List<String> toldAside = new ArrayList<>();

        MeterResult result = FlowMeter.meter(file, options, flow -> told.add(text(flow)), null, null);
        MeterResult resultAside = FlowMeter.meter(file, options, FlowSink.aside(flow -> toldAside.add(text(flow))), null, null);

        assertEquals(told, toldAside);
        assertEquals(result, resultAside);
        assertEquals(bytesCutOff == 0 ? List.of() : List.of("truncated"), result.warnings().stream().map(CaptureWarning::code).toList());
    }

    @Test
    void aFileThatIsNoCaptureIsRefusedAlikeWhenItIsReadAhead() throws IOException {
        Path file = file(new byte[1 << 20]);
        MeterOptions options = MeterOptions.standard().withoutContents();

        CaptureFormatException here = assertThrows(CaptureFormatException.class, () -> FlowMeter.meter(file, options, _ -> {}, null, null));
        CaptureFormatException aside = assertThrows(CaptureFormatException.class, () -> FlowMeter.meter(file, options, FlowSink.aside(_ -> {}), null, null));

        assertEquals(here.getMessage(), aside.getMessage());
    }

    @Test
    void whoeverStopsEndsTheReadingToo() throws IOException {
        Path file = file(capture(1_000));
        MeterOptions options = MeterOptions.standard().withoutContents();

        assertThrows(MeteringStoppedException.class, () -> FlowMeter.meter(file, options, FlowSink.aside(_ -> {}), null, (_, _, _) -> false));

        assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().equals("packets")));
    }

    private Path file(byte[] capture) throws IOException {
        assertTrue(capture.length >= 1 << 20);
        return Files.write(folder.resolve("capture.pcap"), capture);
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
