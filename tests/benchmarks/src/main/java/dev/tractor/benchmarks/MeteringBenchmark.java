package dev.tractor.benchmarks;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.FlowSink;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseTransparentHugePages"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MeteringBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NANOS_PER_SECOND = 1e9;

    /// A capture file.
    @Param("mixed.pcap")
    public String capture;

    private final double[] vector = new double[FeatureProfiles.TRACTOR_1.size()];

    /// What JMH prints as rates: packets a second, and how much of a processor the thread had. On a machine with other things to do the first by the second is what counts.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Packets {
        public long packets;
        public double processorSeconds;
    }

    /// Flows and counters only.
    @Benchmark
    public MeterResult flows(Packets counter) throws IOException {
        return counted(counter, MeterOptions.standard().withoutContents(), _ -> {});
    }

    /// With every vector of tractor-1.
    @Benchmark
    public MeterResult features(Packets counter) throws IOException {
        MeterOptions options = MeterOptions.ofProfile(FeatureProfiles.TRACTOR_1).withoutContents();
        return counted(counter, options, flow -> flow.features(FeatureProfiles.TRACTOR_1, vector));
    }

    /// With evidence and first payloads, as the services meter.
    @Benchmark
    public MeterResult evidence(Packets counter) throws IOException {
        return counted(counter, MeterOptions.standard(), _ -> {});
    }

    private MeterResult counted(Packets counter, MeterOptions options, FlowSink sink) throws IOException {
        long begin = THREADS.getCurrentThreadCpuTime();
        MeterResult result = FlowMeter.meter(Path.of(capture), options, sink, null, null);
        counter.processorSeconds += (THREADS.getCurrentThreadCpuTime() - begin) / NANOS_PER_SECOND;
        counter.packets += result.accounting().packetsRead();
        return result;
    }
}
