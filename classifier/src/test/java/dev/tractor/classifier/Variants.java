package dev.tractor.classifier;

import dev.tractor.model.Labellers;
import dev.tractor.model.ModelFiles;
import java.nio.charset.StandardCharsets;

/// Models that differ from the built-in one in what their manifest says.
public final class Variants {
    public static final ModelFiles BUILT_IN = ModelFiles.builtIn(Labellers.TRAFFIC_CLASS_MODEL);

    private Variants() {}

    /// The built-in model with another manifest.
    public static ModelFiles with(String found, String replacement) {
        String manifest = new String(BUILT_IN.manifest(), StandardCharsets.UTF_8);
        String changed = manifest.replaceFirst(found, replacement);
        if (changed.equals(manifest)) {
            throw new IllegalArgumentException("the manifest has no " + found);
        }
        return new ModelFiles(changed.getBytes(StandardCharsets.UTF_8), BUILT_IN.onnx());
    }

    /// The built-in model by another name.
    public static ModelFiles named(String name) {
        return with("\"name\" : \"traffic-class\"", "\"name\" : \"" + name + "\"");
    }
}
