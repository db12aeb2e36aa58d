package dev.tractor.classifier.labels;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tractor.classifier.models.LoadedModels;
import dev.tractor.classifier.models.ModelMissingException;
import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import dev.tractor.model.Decision;
import dev.tractor.model.Labeller;
import dev.tractor.model.ModelException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Labels a batch: the record of topic `flows` in, that of topic `classified-flows` out.
@ApplicationScoped
public class BatchClassifier {
    /// Kafka's default `message.max.bytes` is 1,048,588. The extractor's batches hold at most 256 KiB and 2,000 flows; a text of the
    /// evidence comes back at most twice (as name and in the comment), and all else that is added to a flow takes under 200 bytes, so
    /// that these stay under 930,000.
    static final int MAX_BYTES = 1_000_000;

    private final LoadedModels models;

    BatchClassifier(LoadedModels models) {
        this.models = models;
    }

    /// @throws RuleBrokenException when the batch can never be labelled
    public ClassifiedBatch classify(BatchKey key, byte[] value) throws RuleBrokenException {
        FlowBatch batch = decode(key, value);
        ClassifiedBatch result = labelled(batch);
        require(result.getSerializedSize() <= MAX_BYTES, "takes " + result.getSerializedSize() + " bytes with its labels, more than the " + MAX_BYTES + " of a record");
        return result;
    }

    private static FlowBatch decode(BatchKey key, byte[] value) throws RuleBrokenException {
        require(value != null, "has no value");
        FlowBatch batch;
        try {
            batch = FlowBatch.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new RuleBrokenException("is no flow batch: " + e.getMessage());
        }
        BatchKey own = new BatchKey(batch.getJobId(), batch.getAttempt(), batch.getBatch());
        require(own.equals(key), "says that it is " + own.encode());
        for (Flow flow : batch.getFlowsList()) {
            require(isAddress(flow.getClientAddress().size()) && isAddress(flow.getServerAddress().size()), "has in flow " + flow.getOrdinal() + " an address of neither 4 nor 16 bytes");
        }
        return batch;
    }

    private ClassifiedBatch labelled(FlowBatch batch) throws RuleBrokenException {
        try {
            return models.use(batch.getModelDigest(), (digest, labeller) -> labelled(batch, digest, labeller));
        } catch (ModelMissingException e) {
            throw new RuleBrokenException(e.getMessage());
        } catch (ModelException e) {
            throw new RuleBrokenException("does not fit: " + e.getMessage());
        }
    }

    private static ClassifiedBatch labelled(FlowBatch batch, String modelDigest, Labeller labeller) {
        List<Decision> decisions = labeller.decide(batch.getFlowsList().stream().map(FlowMessages::facts).toList());
        ClassifiedBatch.Builder classified = ClassifiedBatch.newBuilder()
                .setJobId(batch.getJobId())
                .setAttempt(batch.getAttempt())
                .setBatch(batch.getBatch())
                .setLabellerDigest(labeller.digest())
                .setModelDigest(modelDigest)
                .setCatalogueDigest(labeller.catalogueDigest())
                .addAllSessions(batch.getSessionsList());
        for (int i = 0; i < decisions.size(); i++) {
            classified.addFlows(FlowMessages.classified(batch.getFlows(i), decisions.get(i)));
        }
        return classified.build();
    }

    private static boolean isAddress(int length) {
        return length == 4 || length == 16;
    }

    private static void require(boolean kept, String otherwise) throws RuleBrokenException {
        if (!kept) {
            throw new RuleBrokenException(otherwise);
        }
    }
}
