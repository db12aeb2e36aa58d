package dev.tractor.agreement;

import com.sun.management.OperatingSystemMXBean;
import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.FlowSink;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.MeterOptions;
import dev.tractor.model.FlowFacts;
import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What evidence, labels and sessions add to the CPU time of flows and their features: `LabelCost CAPTURE`. All of the process counts, so also garbage
/// collection; the least of some rounds, in turns.
public final class LabelCost {
    private static final OperatingSystemMXBean CLOCK = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int ROUNDS = 12;
    /// As many as the command line decides together.
    private static final int BATCH_FLOWS = 256;

    private final Path capture;
    private final Labeller labeller;
    private final double[] vector = new double[FeatureProfiles.TRACTOR_1.size()];
    private final List<FlowFacts> batch = new ArrayList<>(BATCH_FLOWS);
    private long flows;

    private LabelCost(Path capture, Labeller labeller) {
        this.capture = capture;
        this.labeller = labeller;
    }

    public static void main(String[] args) throws IOException {
        try (Labeller labeller = Labellers.rules()) {
            new LabelCost(Path.of(args[0]), labeller).measure();
        }
    }

    private void measure() throws IOException {
        MeterOptions features = MeterOptions.ofProfile(FeatureProfiles.TRACTOR_1);
        double plain = Double.MAX_VALUE;
        double evidence = Double.MAX_VALUE;
        double labels = Double.MAX_VALUE;
        double sessions = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            plain = Math.min(plain, seconds(features.withoutContents(), this::features));
            evidence = Math.min(evidence, seconds(features.withAnnouncements(), this::features));
            labels = Math.min(labels, seconds(features.withAnnouncements(), this::label));
            sessions = Math.min(sessions, seconds(features.withSessions(), this::label));
        }
        System.out.printf("%s, %,d flows, CPU seconds:%n", capture.getFileName(), flows);
        print("flows and their features", plain, plain);
        print("with evidence", evidence, plain);
        print("with evidence and labels", labels, plain);
        print("with evidence, labels and sessions", sessions, plain);
    }

    private static void print(String what, double seconds, double plain) {
        System.out.printf("  %-36s %6.2f  %+4.0f%%%n", what, seconds, 100 * (seconds / plain - 1));
    }

    private double seconds(MeterOptions options, FlowSink sink) throws IOException {
        long start = CLOCK.getProcessCpuTime();
        flows = 0;
        FlowMeter.meter(capture, options, sink, null, null);
        labeller.decide(batch);
        batch.clear();
        return (CLOCK.getProcessCpuTime() - start) / 1e9;
    }

    private void features(FlowView flow) {
        flow.features(FeatureProfiles.TRACTOR_1, vector);
        flows++;
    }

    private void label(FlowView flow) {
        features(flow);
        batch.add(LabelledFlows.factsOfRules(flow));
        if (batch.size() == BATCH_FLOWS) {
            labeller.decide(batch);
            batch.clear();
        }
    }
}
