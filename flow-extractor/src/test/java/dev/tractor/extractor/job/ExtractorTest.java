package dev.tractor.extractor.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import dev.tractor.extractor.config.ExtractorConfig;
import dev.tractor.extractor.lease.Completion;
import dev.tractor.extractor.lease.Lease;
import dev.tractor.extractor.lease.LeaseKeeper;
import dev.tractor.extractor.lease.MemoryRegistry;
import dev.tractor.extractor.store.MemoryCapture;
import dev.tractor.extractor.store.MemoryStore;
import dev.tractor.extractor.store.MemoryUpload;
import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.index.PacketIndexReader;
import dev.tractor.packet.CaptureWarning;
import dev.tractor.testsupport.LargeCapture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ExtractorTest {
    private static final LargeCapture.Shape SHAPE = new LargeCapture.Shape(1, 3_000, 4, 20);
    private static final int FILE_HEADER_BYTES = 24;
    private static byte[] capture;

    private final MemoryRegistry registry = new MemoryRegistry();
    private final MemoryUpload index = new MemoryUpload();
    private final MockProducer<String, byte[]> broker = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private MemoryStore store;

    @BeforeAll
    static void writeCapture() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LargeCapture.write(SHAPE, out);
        capture = out.toByteArray();
    }

    private static ExtractorConfig config() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(ExtractorConfig.class)
                .withDefaultValue("tractor.extractor.chunk-length", "100000")
                .build().getConfigMapping(ExtractorConfig.class);
    }

    private Outcome extract(MemoryCapture object) {
        store = new MemoryStore(object, index);
        return extract(new Lease(7, 2, object.name(), "e1", object.length(), Map.of(), 15, "m1", List.of("iscx-2016"), null));
    }

    private Outcome extract(Lease lease) {
        Extractor extractor = new Extractor(registry, store, broker, new ExtractionMetrics(metrics), config(), "1.2.3");
        return extractor.extract(lease, "me", new LeaseKeeper(registry, lease, "me", Duration.ofMillis(5), 256, Thread.currentThread()).start());
    }

    private List<String> keys() {
        return broker.history().stream().map(ProducerRecord::key).toList();
    }

    private List<Flow> flows() throws IOException {
        List<Flow> flows = new ArrayList<>();
        for (ProducerRecord<String, byte[]> record : broker.history()) {
            flows.addAll(FlowBatch.parseFrom(record.value()).getFlowsList());
        }
        return flows;
    }

    private static PacketIndexReader reader(byte[] bytes) throws IOException {
        return PacketIndexReader.open(new PacketIndexReader.Source() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public byte[] read(long position, int length) {
                return Arrays.copyOfRange(bytes, (int) position, (int) position + length);
            }
        });
    }

    @Test
    void aJobIsMeteredByItsOwnOptions() throws Exception {
        MemoryCapture object = new MemoryCapture(capture);
        store = new MemoryStore(object, index);
        extract(object);
        long first = registry.completion().firstNanos();
        long last = registry.completion().lastNanos();
        BigDecimal middle = BigDecimal.valueOf((first + last) / 2000, 6);

        assertEquals(Outcome.COMPLETED, extract(lease(object, Map.of("idle_timeout_s", new BigDecimal("0.000001"), "tcp_idle_timeout_s", new BigDecimal("0.000001"), "time_start", middle, "max_flows", 1_000))));

        Completion completion = registry.completion();
        long kept = completion.packets() - completion.accounting().packetsFiltered();
        assertTrue(kept > 0 && kept < 12_000, completion.accounting().toString());
        assertTrue(completion.accounting().closes());
        assertEquals(12_000, completion.packets());
        assertEquals(kept, completion.flows(), "each packet is a flow of its own");
        assertEquals(first, completion.firstNanos());
    }

    @Test
    void aJobThatAsksForTooMuchFailsAndSaysWhy() {
        MemoryCapture object = new MemoryCapture(capture);
        store = new MemoryStore(object, index);

        assertEquals(Outcome.FAILED, extract(lease(object, Map.of("max_flows", 500_001))));
        assertEquals("failed: max_flows is 500001, but a job of this flow-extractor has room for 500000 (tractor.extractor.max-flows)", registry.ends().getLast());
        assertEquals(Outcome.FAILED, extract(lease(object, Map.of("later", 1))));
        assertTrue(registry.ends().getLast().contains("does not know the option later"), registry.ends().getLast());
    }

    private static Lease lease(MemoryCapture object, Map<String, Object> options) {
        return new Lease(7, 2, object.name(), "e1", object.length(), options, 15, "m1", List.of("iscx-2016"), null);
    }

    @Test
    void aCaptureIsPublishedIndexedAndCompleted() throws Exception {
        assertEquals(Outcome.COMPLETED, extract(new MemoryCapture(capture)));

        Completion completion = registry.completion();
        assertEquals("me", completion.owner());
        assertEquals(3_000, completion.flows());
        assertEquals(12_000, completion.packets());
        assertEquals(12_000, completion.packetsInFlows());
        assertEquals(capture.length, completion.bytesRead());
        assertEquals(1_700_000_000_000_000_000L, completion.firstNanos());
        assertEquals(1_700_000_000_011_999_000L, completion.lastNanos());
        assertEquals("1.2.3", completion.engineVersion());
        assertEquals(broker.history().size(), completion.batches());
        assertEquals("7/2/0", keys().getFirst());
        assertEquals("7/2/" + (completion.batches() - 1), keys().getLast());

        List<Flow> flows = flows();
        assertEquals(3_000, flows.size());
        assertEquals(3_000, flows.stream().mapToLong(Flow::getOrdinal).distinct().count());
        assertEquals(12_000, flows.stream().mapToLong(f -> f.getForward().getPackets() + f.getBackward().getPackets()).sum());
        Flow flow = flows.stream().filter(f -> f.getOrdinal() == 2_999).findFirst().orElseThrow();
        assertEquals(17, flow.getProtocol());
        assertArrayEquals(new byte[] {10, 0, 11, (byte) 183}, flow.getClientAddress().toByteArray());
        assertEquals("iscx-2016", flow.getVectors(0).getProfile());
        assertEquals(FeatureProfiles.named("iscx-2016").size(), flow.getVectors(0).getValuesCount());

        PacketIndexReader reader = reader(index.object());
        assertEquals(12_000, reader.packets());
        assertEquals("e1", reader.captureEtag());
        List<Long> offsets = new ArrayList<>();
        reader.visit(0, (offset, length) -> offsets.add(offset));
        assertEquals(4, offsets.size());
        assertEquals(FILE_HEADER_BYTES, offsets.getFirst());

        assertEquals(List.of("7 up to 1"), store.deleted());
        assertEquals(3_000, metrics.get("tractor.extractor.flows").counter().count());
        assertEquals(12_000, metrics.get("tractor.extractor.packets").counter().count());
        assertEquals(1, metrics.get("tractor.extractor.jobs").tag("outcome", "completed").counter().count());
    }

    @Test
    void faultsThatPassChangeNothing() throws Exception {
        // given what an undisturbed attempt publishes
        extract(new MemoryCapture(capture));
        Map<String, byte[]> undisturbed = records();
        byte[] undisturbedIndex = index.object();
        broker.clear();

        // when reads break off, the store and the registry are away, and the broker does not take a batch
        MemoryCapture flaky = new MemoryCapture(capture).with((read, good) -> switch (read) {
            case 0, 2 -> new SequenceInputStream(new ByteArrayInputStream(good.readNBytes(54_321)), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new SocketException("Connection reset");
                }
            });
            case 4 -> throw new IOException("connection refused");
            default -> good;
        });
        index.failingOnce();
        registry.awayFor(3);
        assertEquals(Outcome.COMPLETED, extract(flaky));

        // then the same batches and the same index are there
        assertEquals(undisturbed.keySet(), records().keySet());
        undisturbed.forEach((key, value) -> assertArrayEquals(value, records().get(key), key));
        assertArrayEquals(undisturbedIndex, index.object());
        assertEquals(List.of("completed", "completed"), registry.ends());
    }

    @Test
    void storedFlowsThatBreakOffFailTheJob() {
        extract(new MemoryCapture(capture));
        byte[] whole = store.flows().object();
        Lease lease = new Lease(8, 1, "a.pcap", "e1", 1_000, Map.of(), 15, "m2", List.of("iscx-2016"), new Lease.StoredFlows(7, 2));
        store = new MemoryStore(null, index).withStored(new MemoryCapture(Arrays.copyOf(whole, whole.length / 2)));

        assertEquals(Outcome.FAILED, extract(lease));

        String reason = registry.ends().getLast();
        assertTrue(reason.startsWith("failed: the stored flows of job 7 are damaged ("), reason);
    }

    @Test
    void onlyTheVectorsOfTheModelAreComputed() throws Exception {
        store = new MemoryStore(new MemoryCapture(capture), index);
        extract(new Lease(7, 2, "a.pcap", "e1", capture.length, Map.of(), 15, "m1", List.of("tractor-1"), null));

        assertEquals(List.of("tractor-1"), flows().getFirst().getVectorsList().stream().map(vector -> vector.getProfile()).toList());
        assertEquals(List.of("tractor-1"), registry.completion().profiles());
    }

    private Map<String, byte[]> records() {
        Map<String, byte[]> records = new TreeMap<>();
        broker.history().forEach(record -> records.put(record.key(), record.value()));
        return records;
    }

    @Test
    void aTextFileFailsWithThatReason() {
        assertEquals(Outcome.FAILED, extract(new MemoryCapture("This is no capture at all.\n".getBytes(StandardCharsets.UTF_8))));
        assertEquals(1, registry.ends().size());
        assertTrue(registry.ends().getFirst().startsWith("failed: "), registry.ends()::getFirst);
        assertTrue(!registry.ends().getFirst().contains("internal fault"), registry.ends()::getFirst);
        assertEquals(List.of(), keys());
        assertNull(index.object());
        assertEquals(List.of("7 up to 2"), store.deleted());
    }

    @Test
    void anEmptyFileFailsWithThatReason() {
        assertEquals(Outcome.FAILED, extract(new MemoryCapture(new byte[0])));
        assertTrue(!registry.ends().getFirst().contains("internal fault"), registry.ends()::getFirst);
    }

    @Test
    void aCutCaptureCompletesWithAWarning() {
        assertEquals(Outcome.COMPLETED, extract(new MemoryCapture(Arrays.copyOf(capture, capture.length - 5))));
        assertEquals(11_999, registry.completion().packets());
        assertEquals(List.of("truncated"), registry.completion().warnings().stream().map(CaptureWarning::code).toList());
    }

    @Test
    void aCaptureThatIsOverwrittenMeanwhileFails() {
        MemoryCapture changing = new MemoryCapture(capture);
        changing.with((read, good) -> {
            if (read == 3) {
                changing.overwrite();
            }
            return good;
        });
        assertEquals(Outcome.FAILED, extract(changing));
        assertEquals(List.of("failed: the capture was overwritten while the job ran: process it again"), registry.ends());
    }

    @Test
    void aCaptureThatIsOverwrittenAfterItsLastByteFailsToo() {
        MemoryCapture changing = new MemoryCapture(capture);
        changing.with((read, good) -> {
            if (read == capture.length / 100_000) {
                changing.overwrite();
            }
            return good;
        });
        assertEquals(Outcome.FAILED, extract(changing));
        assertEquals(List.of("failed: the capture was overwritten while the job ran: process it again"), registry.ends());
    }

    @Test
    void aLostLeaseEndsTheJobWithoutAWord() {
        MemoryCapture slow = new MemoryCapture(capture).with((read, good) -> {
            if (read == 3) {
                registry.takeLeaseAway();
                Thread.sleep(20_000);
            }
            return good;
        });
        assertEquals(Outcome.LOST, extract(slow));
        assertEquals(List.of(), registry.ends());
        assertNull(index.object());
        assertEquals(List.of("7 up to 2"), store.deleted());
        assertEquals(false, Thread.currentThread().isInterrupted());
    }

    @Test
    void anUnexpectedFaultFailsTheJobOnceAndForAll() {
        broker.sendException = new IllegalArgumentException("no such thing");
        assertEquals(Outcome.FAILED, extract(new MemoryCapture(capture)));
        assertEquals(List.of("failed: internal fault of the engine: java.lang.IllegalArgumentException: no such thing"), registry.ends());
        assertNotNull(metrics.get("tractor.extractor.jobs").tag("outcome", "failed").counter());
    }
}
