package dev.tractor.stats;

import com.google.protobuf.ByteString;
import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Ended;
import dev.tractor.contracts.v1.Extracted;
import dev.tractor.contracts.v1.JobEvent;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// Builders of what the service reads.
public final class Samples {
    public static final String DIGEST = "aa11";
    public static final String MODEL = "bb22";
    public static final String CATALOGUE = "cc33";
    public static final long PACKETS_PER_FLOW = 5;
    private static final AtomicLong NEXT_JOB = new AtomicLong(1000);

    private Samples() {}

    public static long newJobId() {
        return NEXT_JOB.incrementAndGet();
    }

    /// A TCP flow of 3 + 2 packets.
    public static ClassifiedFlow.Builder flow(long ordinal, String client, int clientPort, String server, int serverPort) {
        return ClassifiedFlow.newBuilder().setOrdinal(ordinal).setProtocol(6)
                .setClientAddress(address(client)).setClientPort(clientPort).setServerAddress(address(server)).setServerPort(serverPort)
                .setStartNanos(1_500_000_000_000_000_000L).setDurationNanos(1_000)
                .setForward(Counters.newBuilder().setPackets(3).setBytes(300).setPayload(180).setTcpFlags(0x1B))
                .setBackward(Counters.newBuilder().setPackets(2).setBytes(200).setPayload(120).setTcpFlags(0x12))
                .setEndReason(3).setLabel("unknown").setLabelGroup("unknown").setConfidence(0.5f).setMethod("none");
    }

    public static ClassifiedFlow flow(long ordinal) {
        return flow(ordinal, "10.0.0.1", 40_000, "198.51.100.1", 443).build();
    }

    /// Flows `first` to `last`, both included.
    public static ClassifiedBatch batch(long jobId, int attempt, int batch, long first, long last) {
        return emptyBatch(jobId, attempt, batch).addAllFlows(LongStream.rangeClosed(first, last).mapToObj(Samples::flow).toList()).build();
    }

    public static ClassifiedBatch.Builder emptyBatch(long jobId, int attempt, int batch) {
        return ClassifiedBatch.newBuilder().setJobId(jobId).setAttempt(attempt).setBatch(batch).setLabellerDigest(DIGEST).setModelDigest(MODEL).setCatalogueDigest(CATALOGUE);
    }

    public static JobEvent extracted(long jobId, int attempt, int batches, long flows) {
        return extracted(jobId, attempt, batches, flows, flows * PACKETS_PER_FLOW);
    }

    public static JobEvent extracted(long jobId, int attempt, int batches, long flows, long packets) {
        return JobEvent.newBuilder().setJobId(jobId).setAttempt(attempt)
                .setExtracted(Extracted.newBuilder().setBatches(batches).setFlows(flows).setPacketsInFlows(packets)).build();
    }

    public static JobEvent ended(long jobId, int attempt) {
        return JobEvent.newBuilder().setJobId(jobId).setAttempt(attempt).setEnded(Ended.newBuilder().setReason("cancelled")).build();
    }

    private static ByteString address(String literal) {
        return ByteString.copyFrom(InetAddress.ofLiteral(literal).getAddress());
    }
}
