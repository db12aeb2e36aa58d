package dev.tractor.classifier.models;

import dev.tractor.classifier.ClassifierConfig;
import dev.tractor.model.Labeller;
import dev.tractor.model.ModelException;
import dev.tractor.model.ModelFiles;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// A labeller for each model that batches name: a model is fetched from the bucket at its first batch and stays loaded while it is one of the last used. Threads may share it.
@Singleton
public class LoadedModels {
    private static final Logger LOG = Logger.getLogger(LoadedModels.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final float LOAD_FACTOR = 0.75f;

    /// What is done with a labeller while it is kept open.
    @FunctionalInterface
    public interface Use<T> {
        T with(String modelDigest, Labeller labeller);
    }

    private static final class Entry {
        final String digest;
        /// Guarded by the entry.
        Labeller labeller;
        /// Guarded by the owner.
        int users;

        Entry(String digest) {
            this.digest = digest;
        }
    }

    private final OwnModel own;
    private final String ownDigest;
    private final ModelBucket bucket;
    private final int limit;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    @Inject
    LoadedModels(OwnModel own, ModelBucket bucket, ClassifierConfig config) {
        this(own, bucket, config.loadedModels());
    }

    public LoadedModels(OwnModel own, ModelBucket bucket, int limit) {
        this.own = own;
        this.ownDigest = own.files().digest();
        this.bucket = bucket;
        this.limit = limit;
    }

    /// Waits while the bucket is away.
    ///
    /// @param digest of the model; empty for the process's own
    /// @throws ModelMissingException when there is no such model any more, or its files are not those that were uploaded
    public <T> T use(String digest, Use<T> use) throws ModelMissingException {
        if (digest.isEmpty() || digest.equals(ownDigest)) {
            return use.with(ownDigest, own.labeller());
        }
        Entry entry = acquire(digest);
        try {
            return use.with(digest, open(entry));
        } finally {
            release(entry);
        }
    }

    private synchronized Entry acquire(String digest) {
        Entry entry = entries.computeIfAbsent(digest, Entry::new);
        entry.users++;
        return entry;
    }

    private synchronized void release(Entry released) {
        released.users--;
        Iterator<Entry> leastRecentlyUsed = entries.values().iterator();
        while (entries.size() > limit && leastRecentlyUsed.hasNext()) {
            Entry entry = leastRecentlyUsed.next();
            if (entry.users == 0) {
                leastRecentlyUsed.remove();
                close(entry);
            }
        }
    }

    private Labeller open(Entry entry) throws ModelMissingException {
        synchronized (entry) {
            if (entry.labeller == null) {
                entry.labeller = load(entry.digest);
            }
            return entry.labeller;
        }
    }

    private Labeller load(String digest) throws ModelMissingException {
        ModelFiles files = fetch(digest);
        if (!files.digest().equals(digest)) {
            throw new ModelMissingException("names model " + digest + ", whose files in the bucket are not those that were uploaded: upload it again, and process the capture again");
        }
        try {
            Labeller labeller = own.labelling(files);
            LOG.infof("model %s is loaded from the bucket", digest);
            return labeller;
        } catch (ModelException e) {
            throw new ModelMissingException("names model " + digest + ", which this classifier cannot load: " + e.getMessage());
        }
    }

    private ModelFiles fetch(String digest) throws ModelMissingException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return bucket.read(digest).orElseThrow(
                        () -> new ModelMissingException("names model " + digest + ", which is not in the bucket any more: process the capture again"));
            } catch (IOException e) {
                LOG.warnf("model %s cannot be fetched, again in %d ms: %s", digest, pause.toMillis(), e.getMessage());
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the object store", e);
        }
    }

    private static void close(Entry entry) {
        synchronized (entry) {
            if (entry.labeller != null) {
                entry.labeller.close();
            }
        }
    }

    /// Digests of the models that are loaded besides the process's own.
    synchronized List<String> loaded() {
        return List.copyOf(entries.keySet());
    }

    @PreDestroy
    synchronized void close() {
        entries.values().forEach(LoadedModels::close);
        entries.clear();
    }
}
