package dev.tractor.training;

import dev.tractor.model.ModelManifest;
import dev.tractor.model.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a training makes.
///
/// @param onnx the ONNX file
public record TrainedModel(byte[] onnx, ModelManifest manifest, TrainingReport report) {
    /// The reports' names beside the model.
    public static final String REPORT_JSON = "report.json";
    public static final String REPORT_HTML = "report.html";

    /// Writes the model, its manifest and both reports.
    ///
    /// @param folder made when it is missing
    /// @throws TrainingException when it cannot be written
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(OnnxModel.MODEL_FILE), onnx);
            Files.write(folder.resolve(OnnxModel.MANIFEST_FILE), manifest.toJson());
            Files.write(folder.resolve(REPORT_JSON), Json.bytes(report));
            Files.writeString(folder.resolve(REPORT_HTML), HtmlReport.of(report));
        } catch (IOException e) {
            throw new TrainingException(folder + " cannot be written: " + e.getMessage(), e);
        }
    }
}
