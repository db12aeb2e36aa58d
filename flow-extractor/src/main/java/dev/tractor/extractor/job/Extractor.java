package dev.tractor.extractor.job;

import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.stored.StoredFlowsWriter;
import dev.tractor.extractor.Retry;
import dev.tractor.extractor.config.ExtractorConfig;
import dev.tractor.extractor.flows.BatchCutter;
import dev.tractor.extractor.flows.BatchPublisher;
import dev.tractor.extractor.flows.BatchSink;
import dev.tractor.extractor.flows.FlowMessages;
import dev.tractor.extractor.lease.Completion;
import dev.tractor.extractor.lease.Lease;
import dev.tractor.extractor.lease.LeaseKeeper;
import dev.tractor.extractor.lease.LeaseLostException;
import dev.tractor.extractor.lease.Registry;
import dev.tractor.extractor.store.CaptureChangedException;
import dev.tractor.extractor.store.CaptureObject;
import dev.tractor.extractor.store.CaptureStream;
import dev.tractor.extractor.store.MultipartOutput;
import dev.tractor.extractor.store.ObjectStore;
import dev.tractor.extractor.store.StoredFlowsException;
import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import dev.tractor.flow.MeteringStoppedException;
import dev.tractor.flow.index.PacketIndexWriter;
import dev.tractor.packet.CaptureFormatException;
import dev.tractor.vocabulary.FeatureProfile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Extracts the flows of one leased capture: reads, meters, publishes, indexes, and reports the end.
@Singleton
public class Extractor {
    private static final Logger LOG = Logger.getLogger(Extractor.class);

    private final Registry registry;
    private final ObjectStore store;
    private final Producer<String, byte[]> producer;
    private final ExtractionMetrics metrics;
    private final MeterOptions options;
    private final List<String> moreProfiles;
    private final Republisher republisher;
    private final int chunkLength;
    private final String engineVersion;

    public Extractor(Registry registry, ObjectStore store, Producer<String, byte[]> producer, ExtractionMetrics metrics, ExtractorConfig config,
            @ConfigProperty(name = "quarkus.application.version") String engineVersion) {
        this.registry = registry;
        this.store = store;
        this.producer = producer;
        this.metrics = metrics;
        this.options = MeterOptions.standard().withMaxFlows(config.maxFlows()).withSessions();
        this.moreProfiles = config.profiles().orElse(List.of());
        this.moreProfiles.forEach(FeatureProfiles::named);
        this.chunkLength = Math.toIntExact(config.chunkLength().asLongValue());
        this.republisher = new Republisher(store, chunkLength);
        this.engineVersion = engineVersion;
    }

    /// Works on a job until it has ended or is another's. Must be called on the thread that `keeper` interrupts.
    Outcome extract(Lease lease, String owner, LeaseKeeper keeper) {
        Outcome outcome = ending(lease, owner, keeper);
        keeper.close();
        Thread.interrupted();
        switch (outcome) {
            case COMPLETED -> store.deleteResults(lease.jobId(), lease.attempt() - 1);
            case FAILED, LOST -> store.deleteResults(lease.jobId(), lease.attempt());
            case STOPPED -> LOG.infof("%s: stopped", lease.label());
        }
        metrics.ended(outcome);
        return outcome;
    }

    private Outcome ending(Lease lease, String owner, LeaseKeeper keeper) {
        try {
            try {
                complete(lease, keeper, lease.relabel() == null ? extracted(lease, owner, keeper) : republished(lease, owner, keeper));
                return Outcome.COMPLETED;
            } catch (CaptureFormatException | CaptureChangedException | StoredFlowsException | OptionRefusedException e) {
                return failed(lease, owner, keeper, e.getMessage());
            } catch (MeteringStoppedException | InterruptedException e) {
                return stopped(keeper);
            } catch (IOException | RuntimeException | Error e) {
                if (keeper.isStopped()) {
                    return stopped(keeper);
                }
                LOG.errorf(e, "%s: internal fault on %s", lease.label(), lease.captureName());
                return failed(lease, owner, keeper, "internal fault of the engine: " + e);
            }
        } catch (LeaseLostException | MeteringStoppedException | InterruptedException e) {
            return stopped(keeper);
        }
    }

    private static Outcome stopped(LeaseKeeper keeper) {
        return keeper.isLost() ? Outcome.LOST : Outcome.STOPPED;
    }

    /// Everything but the report: afterwards all batches, their copy and the indexes are where they belong.
    private Completion extracted(Lease lease, String owner, LeaseKeeper keeper) throws IOException, InterruptedException, OptionRefusedException {
        MeterOptions asked = JobOptions.apply(lease.options(), options);
        CaptureObject capture = store.capture(lease);
        BatchPublisher publisher = new BatchPublisher(producer);
        List<FeatureProfile> profiles = profiles(lease);
        FlowMessages messages = new FlowMessages(profiles);
        MeterResult result;
        int batches;
        try (CaptureStream in = new CaptureStream(capture, chunkLength);
                MultipartOutput index = new MultipartOutput(store.packetIndex(lease));
                MultipartOutput copy = new MultipartOutput(store.flows(lease));
                MultipartOutput copyIndex = new MultipartOutput(store.flowIndex(lease))) {
            PacketIndexWriter packets = new PacketIndexWriter(index, lease.etag());
            StoredFlowsWriter stored = new StoredFlowsWriter(copy, copyIndex);
            BatchCutter cutter = new BatchCutter(lease.jobId(), lease.attempt(), lease.modelDigest(), (key, batch) -> {
                keep(stored, batch);
                publish(keeper, publisher, key, batch);
            });
            result = FlowMeter.meter(in, asked.withProfiles(profiles.toArray(FeatureProfile[]::new)), new BatchSink(messages, cutter), packets, keeper);
            if (!result.accounting().closes()) {
                throw new IllegalStateException("the packets do not add up: " + result.accounting());
            }
            batches = cutter.finish();
            stored.finish();
            copy.complete();
            copyIndex.complete();
            packets.finish();
            index.complete();
        }
        publisher.awaitAll();
        Retry.untilDone("look at " + capture.name(), capture::requireUnchanged);
        metrics.metered(result.accounting().packetsRead(), result.flows());
        return Completion.of(owner, batches, capture.length(), result, engineVersion, profiles.stream().map(FeatureProfile::name).toList());
    }

    /// The same of stored flows, which are published again.
    private Completion republished(Lease lease, String owner, LeaseKeeper keeper) throws InterruptedException {
        BatchPublisher publisher = new BatchPublisher(producer);
        Completion completion = republisher.publish(lease, owner, engineVersion, keeper, (key, batch) -> publish(keeper, publisher, key, batch));
        publisher.awaitAll();
        return completion;
    }

    private List<FeatureProfile> profiles(Lease lease) {
        return Stream.concat(lease.profiles().stream(), moreProfiles.stream()).distinct().map(FeatureProfiles::named).toList();
    }

    /// The store is waited for by the output itself.
    private static void keep(StoredFlowsWriter stored, byte[] batch) {
        try {
            stored.write(batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(LeaseKeeper keeper, BatchPublisher publisher, BatchKey key, byte[] batch) {
        try {
            keeper.awaitRoom();
            publisher.publish(key, batch);
            metrics.batch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeteringStoppedException();
        }
    }

    private void complete(Lease lease, LeaseKeeper keeper, Completion completion) throws LeaseLostException, InterruptedException {
        keeper.settle();
        Retry.untilDone("complete " + lease.label(), () -> registry.complete(lease, completion));
        LOG.infof("%s: %s completed, %d packets, %d flows in %d batches", lease.label(), lease.captureName(), completion.packets(), completion.flows(), completion.batches());
    }

    private Outcome failed(Lease lease, String owner, LeaseKeeper keeper, String reason) throws LeaseLostException, InterruptedException {
        keeper.settle();
        Retry.untilDone("fail " + lease.label(), () -> registry.fail(lease, owner, reason));
        LOG.infof("%s: %s failed: %s", lease.label(), lease.captureName(), reason);
        return Outcome.FAILED;
    }
}
