package dev.tractor.registry.model;

import com.fasterxml.jackson.annotation.JsonRawValue;

/// A model as it is shown over REST.
///
/// @param active it labels new jobs
/// @param addedAt seconds since the epoch
/// @param manifest its JSON
public record ModelView(String digest, String name, String profile, long sizeBytes, boolean builtIn, boolean active, long addedAt, @JsonRawValue String manifest) {
    static ModelView of(RegisteredModel model, boolean active) {
        return new ModelView(model.digest(), model.name(), model.profile(), model.sizeBytes(), model.isBuiltIn(), active, model.addedAt().getEpochSecond(), model.manifest());
    }
}
