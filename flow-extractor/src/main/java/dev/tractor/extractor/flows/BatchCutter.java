package dev.tractor.extractor.flows;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.Topic;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import dev.tractor.contracts.v1.Session;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;

/// Cuts a job's flows and sessions into batches, numbered from 0 in the order in which the flows come: the same flows give the same batches. For one thread.
///
/// Flows are written into the batch at once, so that only bytes are held.
public final class BatchCutter {
    /// Half of what a record may hold: the classifier's record of the same batch must fit as well, and its label, comment and names take more room
    /// than a small flow does here.
    public static final int MAX_BYTES = Topic.MAX_RECORD_BYTES / 2;
    /// As many rows as the store writes well at once.
    public static final int MAX_FLOWS = 2_000;

    /// Receives a batch.
    @FunctionalInterface
    public interface Sink {
        /// @param batch an encoded [FlowBatch]
        void batch(BatchKey key, byte[] batch);
    }

    private final long jobId;
    private final int attempt;
    private final String modelDigest;
    private final Sink sink;
    private final byte[] buffer = new byte[MAX_BYTES];
    private CodedOutputStream out;
    private int batch;
    private int flows;
    private int sessions;

    /// @param modelDigest the model that must label the batches
    public BatchCutter(long jobId, int attempt, String modelDigest, Sink sink) {
        this.jobId = jobId;
        this.attempt = attempt;
        this.modelDigest = modelDigest;
        this.sink = sink;
        begin();
    }

    /// @throws IllegalStateException when the flow alone is longer than a batch may be
    public void add(Flow flow) {
        if (flows == MAX_FLOWS) {
            end();
        }
        write(FlowBatch.FLOWS_FIELD_NUMBER, flow, () -> "flow " + flow.getOrdinal());
        flows++;
    }

    /// A session comes after its flows.
    ///
    /// @throws IllegalStateException when the session alone is longer than a batch may be
    public void add(Session session) {
        if (sessions == MAX_FLOWS) {
            end();
        }
        write(FlowBatch.SESSIONS_FIELD_NUMBER, session, () -> "session " + session.getFlows(0));
        sessions++;
    }

    private void write(int field, MessageLite message, Supplier<String> name) {
        int length = CodedOutputStream.computeMessageSize(field, message);
        if (length > out.spaceLeft()) {
            end();
        }
        if (length > out.spaceLeft()) {
            throw new IllegalStateException(name.get() + " takes " + length + " bytes, more than a batch of " + MAX_BYTES);
        }
        try {
            out.writeMessage(field, message);
        } catch (IOException e) {
            throw new IllegalStateException("the space was checked", e);
        }
    }

    /// Gives the last batch to the sink.
    ///
    /// @return the number of batches, 0 without a flow
    public int finish() {
        end();
        return batch;
    }

    private void end() {
        if (flows == 0 && sessions == 0) {
            return;
        }
        sink.batch(new BatchKey(jobId, attempt, batch), Arrays.copyOf(buffer, out.getTotalBytesWritten()));
        batch++;
        begin();
    }

    private void begin() {
        flows = 0;
        sessions = 0;
        out = CodedOutputStream.newInstance(buffer);
        try {
            FlowBatch.newBuilder().setJobId(jobId).setAttempt(attempt).setBatch(batch).setModelDigest(modelDigest).build().writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("a batch's head takes at most 99 bytes", e);
        }
    }
}
