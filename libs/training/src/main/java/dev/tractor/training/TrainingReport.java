package dev.tractor.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tractor.model.ModelManifest;
import java.util.List;

/// What was measured, `report.json`. All figures are out-of-fold: each row was predicted by trees that had not seen it.
///
/// @param name of the model
/// @param task what was learnt
/// @param dataFile name of the data
/// @param dataSha256 of the data
/// @param rows trained on in the end
/// @param onnxBytes length of the ONNX file
/// @param greatestDifference between the trainer's and ONNX Runtime's probabilities, over all rows and classes
/// @param blockFolds contiguous blocks of each class: the figures to expect on other captures, if they resemble these
/// @param shuffledFolds the usual, flattering cross-validation: neighbouring rows are near-twins
/// @param threshold the least tried probability at which the block folds' precision reaches `wantedPrecision`, else the greatest tried
/// @param wantedPrecision share of given classes that should be right
/// @param operatingPoints precision and coverage of the block folds by threshold
public record TrainingReport(
        String name, String task, String dataFile, String dataSha256, int rows, int onnxBytes, double greatestDifference, Figures blockFolds, Figures shuffledFolds,
        float threshold, double wantedPrecision, List<Evaluation.Operating> operatingPoints) {
    private static final ObjectMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).enable(SerializationFeature.INDENT_OUTPUT).build();

    /// @param accuracy share of rows whose best class is right, whatever its probability
    /// @param macroF1 mean of the classes' F1
    /// @param classes figures of each class
    /// @param confusion a row per actual class, a column per predicted class, in the order of `classes`
    public record Figures(double accuracy, double macroF1, List<Evaluation.ClassFigures> classes, int[][] confusion) {
        static Figures of(Evaluation evaluation) {
            return new Figures(evaluation.accuracy(), evaluation.macroF1(), evaluation.figures(), evaluation.confusion());
        }
    }

    static TrainingReport of(
            ModelManifest manifest, int onnxBytes, double greatestDifference, double wantedPrecision, List<Evaluation.Operating> operating, Evaluation blocks, Evaluation shuffled) {
        return new TrainingReport(
                manifest.name(), manifest.task(), manifest.data().file(), manifest.data().sha256(), manifest.data().rows(), onnxBytes, greatestDifference,
                Figures.of(blocks), Figures.of(shuffled), manifest.threshold(), wantedPrecision, operating);
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
