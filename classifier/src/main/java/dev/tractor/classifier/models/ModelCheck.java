package dev.tractor.classifier.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.flow.FeatureProfiles;
import dev.tractor.model.ModelException;
import dev.tractor.model.ModelFiles;
import dev.tractor.model.ModelManifest;
import dev.tractor.model.OnnxModel;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import dev.tractor.vocabulary.FirstBytes;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/// Whether a model can label the flows of this version. What the files say of each other is checked when they are opened.
final class ModelCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    /// Stands for the active model in paths.
    private static final String RESERVED_NAME = "active";
    private static final int MAX_REASON_CHARS = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelCheck() {}

    /// @throws ModelRefusedException when it cannot, with the reason
    static ModelManifest check(ModelFiles files) {
        try (OnnxModel model = files.open()) {
            ModelManifest manifest = model.manifest();
            checkName(manifest.name());
            checkProfile(manifest);
            checkReport(files);
            // Loads what is loaded only at the first call.
            model.probabilities(List.of(new float[manifest.features().size()]));
            return manifest;
        } catch (ModelException e) {
            throw refused(e.getMessage());
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches() || name.equals(RESERVED_NAME)) {
            throw refused("its name '" + name + "' is not 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', or it is '" + RESERVED_NAME + "'");
        }
    }

    private static void checkProfile(ModelManifest manifest) {
        if (manifest.profile().equals(FirstBytes.PROFILE.name())) {
            throw refused("a model of profile " + manifest.profile() + " gives labels, no traffic class: name its folder in TRACTOR_CLASSIFIER_BYTE_MODEL_DIRECTORY");
        }
        FeatureProfile profile;
        try {
            profile = FeatureProfiles.named(manifest.profile());
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
        List<String> features = profile.features().stream().map(Feature::name).toList();
        if (features.size() != manifest.features().size()) {
            throw refused("profile " + profile.name() + " has vectors of " + features.size() + " features, the manifest names " + manifest.features().size());
        }
        for (int i = 0; i < features.size(); i++) {
            if (!features.get(i).equals(manifest.featureNames().get(i))) {
                throw refused("feature " + i + " of profile " + profile.name() + " is " + features.get(i) + ", of the manifest " + manifest.featureNames().get(i));
            }
        }
    }

    /// Its figures are those of this ONNX file.
    private static void checkReport(ModelFiles files) {
        if (files.report() == null) {
            return;
        }
        try {
            JsonNode report = JSON.readTree(files.report());
            String of = report.path("onnx_sha256").asText();
            if (!of.equals(JSON.readTree(files.manifest()).path("sha256").asText())) {
                throw refused("the report is of another ONNX file: its onnx_sha256 is '" + of + "'");
            }
        } catch (IOException e) {
            throw refused("the report is no JSON document as 'tractor train' writes it");
        }
    }

    private static ModelRefusedException refused(String reason) {
        return ModelRefusedException.because(reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS) + "…");
    }
}
