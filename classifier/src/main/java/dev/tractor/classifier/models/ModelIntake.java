package dev.tractor.classifier.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.classifier.ClassifierConfig;
import dev.tractor.classifier.registry.ModelRegistry;
import dev.tractor.classifier.registry.RegistryApi.ModelEntry;
import dev.tractor.model.ModelFiles;
import dev.tractor.model.ModelManifest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Takes models in: checks them, puts them into the bucket and makes them known to the registry. One at a time, for the memory that a check takes.
@Singleton
public class ModelIntake {
    private final ModelBucket bucket;
    private final ModelRegistry registry;
    private final ObjectMapper json;
    private final int maxModelBytes;
    private final Semaphore turn = new Semaphore(1, true);

    ModelIntake(ModelBucket bucket, ModelRegistry registry, ObjectMapper json, ClassifierConfig config) {
        this.bucket = bucket;
        this.registry = registry;
        this.json = json;
        this.maxModelBytes = Math.toIntExact(config.modelLimit().asLongValue());
    }

    /// @param boundary of the multipart body
    /// @return the model as the registry shows it
    /// @throws ModelRefusedException with the reason
    /// @throws IOException when bucket or registry are away
    public JsonNode take(InputStream form, String boundary) throws IOException {
        turn.acquireUninterruptibly();
        try {
            return add(ModelForm.read(form, boundary, maxModelBytes), false);
        } finally {
            turn.release();
        }
    }

    /// @return its `report.json`; empty when it came without one
    /// @throws IOException when the bucket is away
    public Optional<byte[]> report(String digest) throws IOException {
        return bucket.report(digest);
    }

    /// @param builtIn the process brings it
    JsonNode add(ModelFiles files, boolean builtIn) throws IOException {
        ModelManifest manifest = ModelCheck.check(files);
        bucket.write(files);
        return registry.add(new ModelEntry(files.digest(), manifest.name(), manifest.profile(), json.readTree(files.manifest()), files.length(), builtIn));
    }
}
