package dev.tractor.benchmarks;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Passes over a capture per second, and packets per second beside them.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MeteringBenchmark {
    /// A capture file.
    @Param("mixed.pcap")
    public String capture;

    private final double[] vector = new double[FeatureProfiles.TRACTOR_1.size()];

    /// What JMH prints as a rate.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Packets {
        public long packets;
    }

    /// Flows and counters only.
    @Benchmark
    public MeterResult flows(Packets counter) throws IOException {
        return counted(counter, FlowMeter.meter(Path.of(capture), MeterOptions.standard().withoutContents(), _ -> {}, null, null));
    }

    /// With every vector of tractor-1.
    @Benchmark
    public MeterResult features(Packets counter) throws IOException {
        MeterOptions options = MeterOptions.ofProfile(FeatureProfiles.TRACTOR_1).withoutContents();
        return counted(counter, FlowMeter.meter(Path.of(capture), options, flow -> flow.features(FeatureProfiles.TRACTOR_1, vector), null, null));
    }

    /// With evidence and first payloads, as the services meter.
    @Benchmark
    public MeterResult evidence(Packets counter) throws IOException {
        return counted(counter, FlowMeter.meter(Path.of(capture), MeterOptions.standard(), _ -> {}, null, null));
    }

    private static MeterResult counted(Packets counter, MeterResult result) {
        counter.packets += result.accounting().packetsRead();
        return result;
    }
}
