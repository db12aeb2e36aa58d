package dev.tractor.agreement;

import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.MeterOptions;
import dev.tractor.model.FlowFacts;
import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How many flows the rules label in a CPU second of one thread: `RuleSpeed CORPUS`. The flows are those of all captures, again and again.
public final class RuleSpeed {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 8;
    private static final int FLOWS_PER_ROUND = 500_000;

    private RuleSpeed() {}

    public static void main(String[] args) throws IOException {
        List<FlowFacts> flows = new ArrayList<>();
        try (DirectoryStream<Path> captures = Files.newDirectoryStream(Path.of(args[0]).resolve("ndpi/pcap"))) {
            for (Path capture : captures) {
                try (InputStream in = Files.newInputStream(capture)) {
                    FlowMeter.meter(in, MeterOptions.standard().withSessions(), flow -> flows.add(LabelledFlows.factsOfRules(flow)), null, null);
                }
            }
        }
        try (Labeller labeller = Labellers.rules()) {
            double best = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long start = CLOCK.getCurrentThreadCpuTime();
                int labelled = 0;
                while (labelled < FLOWS_PER_ROUND) {
                    labelled += labeller.decide(flows).size();
                }
                double perSecond = labelled * 1e9 / (CLOCK.getCurrentThreadCpuTime() - start);
                best = Math.max(best, perSecond);
                System.out.printf("round %d: %,.0f flows/s%n", round + 1, perSecond);
            }
            System.out.printf("%d flows of the corpus; best round %,.0f flows/s on one core%n", flows.size(), best);
        }
    }
}
