package dev.tractor.classifier.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tractor.classifier.MemoryModelBucket;
import dev.tractor.classifier.Variants;
import dev.tractor.model.LabelCatalogue;
import dev.tractor.model.ModelFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadedModelsTest {
    private final MemoryModelBucket bucket = new MemoryModelBucket();
    private final OwnModel own = new OwnModel(LabelCatalogue.standard(), Variants.BUILT_IN, Optional.empty());
    private final LoadedModels models = new LoadedModels(own, bucket, 2);

    @AfterEach
    void close() {
        models.close();
        own.close();
    }

    @Test
    void theOwnModelNeedsNoBucket() throws Exception {
        assertEquals(own.labeller().digest(), models.use("", (digest, labeller) -> labeller.digest()));
        assertEquals(Variants.BUILT_IN.digest(), models.use(Variants.BUILT_IN.digest(), (digest, labeller) -> digest));
        assertEquals(0, bucket.reads());
    }

    @Test
    void theLastUsedModelsStayLoaded() throws Exception {
        List<String> digests = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            ModelFiles files = Variants.named(name);
            bucket.put(files.digest(), files);
            digests.add(files.digest());
        }

        for (int i : new int[] {0, 1, 0, 2, 0}) {
            models.use(digests.get(i), (digest, labeller) -> labeller.digest());
        }

        assertEquals(3, bucket.reads());
        assertEquals(List.of(digests.get(2), digests.get(0)), models.loaded());
        models.use(digests.get(1), (digest, labeller) -> labeller.digest());
        assertEquals(4, bucket.reads());
    }

    @Test
    void aModelInWorkIsNotClosed() throws Exception {
        ModelFiles first = Variants.named("a");
        bucket.put(first.digest(), first);

        int flows = models.use(first.digest(), (digest, labeller) -> {
            for (String name : List.of("b", "c", "d")) {
                ModelFiles files = Variants.named(name);
                bucket.put(files.digest(), files);
                assertEquals(List.of("iscx-2016"), use(files.digest()));
            }
            return labeller.decide(List.of()).size();
        });

        assertEquals(0, flows);
    }

    @Test
    void aBucketThatIsAwayIsWaitedFor() throws Exception {
        ModelFiles files = Variants.named("a");
        bucket.put(files.digest(), files);
        bucket.awayFor(2);

        assertEquals(List.of("iscx-2016"), use(files.digest()));
    }

    @Test
    void aModelThatIsGoneOrChangedIsToldSo() {
        String digest = "0".repeat(64);
        assertEquals("names model " + digest + ", which is not in the bucket any more: process the capture again", missing(digest));
        bucket.put(digest, Variants.BUILT_IN);
        assertEquals("names model " + digest + ", whose files in the bucket are not those that were uploaded: upload it again, and process the capture again", missing(digest));
    }

    private String missing(String digest) {
        return assertThrows(ModelMissingException.class, () -> models.use(digest, (name, labeller) -> name)).getMessage();
    }

    private List<String> use(String digest) {
        try {
            return models.use(digest, (name, labeller) -> labeller.profiles());
        } catch (ModelMissingException e) {
            throw new AssertionError(e);
        }
    }
}
