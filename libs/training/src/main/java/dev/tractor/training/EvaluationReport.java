package dev.tractor.training;

import dev.tractor.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How well a model does on a data set, `report.json`.
///
/// @param name of the model
/// @param modelDigest SHA-256 over its manifest and ONNX file
/// @param command that made the report
/// @param profile of the vectors
/// @param sources the files of data
/// @param duplicates rows that repeat others; all of them count
/// @param unlikeTraining rows outside the ranges seen in training, or not familiar enough: they get no class in any task
/// @param foreign labels that the model has no class for
/// @param tasks figures of each task over the rows whose label has a class in it, the finest task first
public record EvaluationReport(
        String name, String modelDigest, String command, String profile, List<ModelManifest.TrainingData> sources, DataSet.Duplicates duplicates, int unlikeTraining, List<Foreign> foreign,
        List<TaskReport> tasks) {
    /// @param label in the data
    /// @param rows of it
    /// @param unknown share of them that came back as `unknown`, as it should be
    public record Foreign(String label, int rows, double unknown) {}

    /// @param name `class7`
    /// @param main whether it gives the traffic class
    /// @param rows whose label has a class in the task
    public record TaskReport(String name, boolean main, int rows, TaskFigures figures) {}

    /// Writes `report.json` and `report.html`.
    ///
    /// @param folder made when it is missing
    /// @throws TrainingException when it cannot be written
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(TrainedModel.REPORT_JSON), Json.bytes(this));
            Files.writeString(folder.resolve(TrainedModel.REPORT_HTML), HtmlReport.of(this));
        } catch (IOException e) {
            throw new TrainingException(folder + " cannot be written: " + e.getMessage(), e);
        }
    }
}
