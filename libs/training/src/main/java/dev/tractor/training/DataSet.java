package dev.tractor.training;

import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Labelled vectors in file order. The file is CSV with a header: the profile's features in their order, then `class14`.
///
/// @param file its name without folder
/// @param sha256 of the file, hexadecimal
/// @param profile of the vectors
/// @param vectors one per row, NaN for an empty cell
/// @param classes `class14` of every row
record DataSet(String file, String sha256, FeatureProfile profile, List<float[]> vectors, List<String> classes) {
    private static final String CLASS_COLUMN = "class14";

    /// @throws TrainingException when it cannot be read or does not fit the profile, with the line
    static DataSet read(Path file, FeatureProfile profile) {
        List<String> lines;
        String sha256;
        try {
            byte[] bytes = Files.readAllBytes(file);
            sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            throw new TrainingException(file + ": no such file", e);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new TrainingException(file + " cannot be read: " + e.getMessage(), e);
        }
        List<String> expected = new ArrayList<>(profile.features().stream().map(Feature::name).toList());
        expected.add(CLASS_COLUMN);
        List<String> header = lines.isEmpty() ? List.of() : Arrays.asList(lines.getFirst().split(",", -1));
        if (!header.equals(expected)) {
            throw new TrainingException(file + ": the header is not that of profile " + profile.name() + ": expected " + String.join(",", expected));
        }
        List<float[]> vectors = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            String[] cells = lines.get(line).split(",", -1);
            if (cells.length != expected.size()) {
                throw new TrainingException(file + " line " + (line + 1) + ": " + cells.length + " cells instead of " + expected.size());
            }
            vectors.add(vector(file, line + 1, cells, profile.size()));
            classes.add(cells[profile.size()]);
        }
        return new DataSet(file.getFileName().toString(), sha256, profile, List.copyOf(vectors), List.copyOf(classes));
    }

    private static float[] vector(Path file, int line, String[] cells, int length) {
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            try {
                vector[i] = cells[i].isEmpty() ? Float.NaN : (float) Double.parseDouble(cells[i]);
            } catch (NumberFormatException e) {
                throw new TrainingException(file + " line " + line + ", column " + (i + 1) + ": '" + cells[i] + "' is no number", e);
            }
        }
        return vector;
    }

    int rows() {
        return vectors.size();
    }

    List<float[]> vectors(int[] rows) {
        return Arrays.stream(rows).mapToObj(vectors::get).toList();
    }
}
