package dev.tractor.training;

import dev.tractor.model.ModelManifest;
import dev.tractor.model.Sha256;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Labelled vectors of one profile in the order in which they were added.
///
/// @param profile of the vectors
/// @param labelColumn what the labels are called: `class14`, `label`
/// @param sources the files, with their digests
/// @param vectors one per row, NaN for a missing value
/// @param labels of every row
/// @param files of every row, its place in `sources`
/// @param ipProtocols that the rows are of, as far as the sources tell
public record DataSet(FeatureProfile profile, String labelColumn, List<ModelManifest.TrainingData> sources, List<float[]> vectors, List<String> labels, List<Integer> files,
                      SortedSet<Integer> ipProtocols) {
    /// Column of a table and of a label file.
    public static final String LABEL_COLUMN = "label";
    /// Column of the published ISCX tables.
    static final String ISCX_LABEL_COLUMN = "class14";
    private static final String IP_PROTOCOL_COLUMN = "protocol";
    private static final int MAX_IP_PROTOCOL = 255;

    /// How far rows repeat each other.
    ///
    /// @param rows of all kinds
    /// @param repeated rows whose vector has occurred before
    /// @param contradicting rows whose vector occurs with another label too: no model gets all of them right
    public record Duplicates(int rows, int repeated, int contradicting) {}

    int rows() {
        return vectors.size();
    }

    /// Without the labels that stand in fewer files, since folds by file could not test them.
    ///
    /// @throws TrainingException when nothing is left
    DataSet withLabelsIn(int leastFiles) {
        Map<String, Set<Integer>> filesOf = new HashMap<>();
        IntStream.range(0, rows()).forEach(row -> filesOf.computeIfAbsent(labels.get(row), _ -> new HashSet<>()).add(files.get(row)));
        int[] kept = IntStream.range(0, rows()).filter(row -> filesOf.get(labels.get(row)).size() >= leastFiles).toArray();
        if (kept.length == 0) {
            throw new TrainingException("no label stands in at least " + leastFiles + " files, which folds by file need");
        }
        return new DataSet(profile, labelColumn, sources, vectors(kept), Arrays.stream(kept).mapToObj(labels::get).toList(), Arrays.stream(kept).mapToObj(files::get).toList(), ipProtocols);
    }

    /// The labels that another set of the same sources has besides.
    List<String> labelsMissingOf(DataSet whole) {
        Set<String> own = Set.copyOf(labels);
        return whole.labels().stream().filter(label -> !own.contains(label)).distinct().sorted().toList();
    }

    List<float[]> vectors(int[] rows) {
        return Arrays.stream(rows).mapToObj(vectors::get).toList();
    }

    /// The sources as one; the digest of several is over their digests.
    ModelManifest.TrainingData summary() {
        if (sources.size() == 1) {
            return sources.getFirst();
        }
        String digests = String.join("\n", sources.stream().map(ModelManifest.TrainingData::sha256).toList());
        return new ModelManifest.TrainingData(String.join(", ", sources.stream().map(ModelManifest.TrainingData::file).toList()), Sha256.of(digests.getBytes(StandardCharsets.UTF_8)), rows());
    }

    Duplicates duplicates() {
        Map<FloatBuffer, SortedSet<String>> labelsOf = new HashMap<>();
        for (int row = 0; row < rows(); row++) {
            labelsOf.computeIfAbsent(FloatBuffer.wrap(vectors.get(row)), _ -> new TreeSet<>()).add(labels.get(row));
        }
        int contradicting = (int) vectors.stream().filter(vector -> labelsOf.get(FloatBuffer.wrap(vector)).size() > 1).count();
        return new Duplicates(rows(), rows() - labelsOf.size(), contradicting);
    }

    /// Collects rows from tables and captures.
    public static final class Builder {
        private final FeatureProfile profile;
        private final List<ModelManifest.TrainingData> sources = new ArrayList<>();
        private final List<float[]> vectors = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private final List<Integer> files = new ArrayList<>();
        private final SortedSet<Integer> ipProtocols = new TreeSet<>();
        private String labelColumn;

        public Builder(FeatureProfile profile) {
            this.profile = profile;
        }

        public void add(float[] vector, int ipProtocol, String label) {
            add(vector, label);
            ipProtocols.add(ipProtocol);
        }

        private void add(float[] vector, String label) {
            vectors.add(vector);
            labels.add(label);
            files.add(sources.size());
        }

        /// States where the rows added last came from.
        public void source(String name, String sha256, int rows) {
            sources.add(new ModelManifest.TrainingData(name, sha256, rows));
        }

        /// Names what the labels are called; all sources must agree.
        ///
        /// @throws TrainingException when an earlier source called them otherwise
        public void labelColumn(Path source, String name) {
            if (labelColumn != null && !labelColumn.equals(name)) {
                throw new TrainingException(source + ": the labels are in column '" + name + "', those of " + sources.getFirst().file() + " in '" + labelColumn + "'");
            }
            labelColumn = name;
        }

        /// Adds a table with the profile's features by name, in any order, a column of labels and any others. An empty cell is a missing value.
        ///
        /// @param labels name of that column; null for `label`, or `class14` where there is none
        /// @throws TrainingException when it does not fit, with the line and column
        public void add(CsvTable table, String labels) {
            String name = labels != null ? labels : !table.hasColumn(LABEL_COLUMN) && table.hasColumn(ISCX_LABEL_COLUMN) ? ISCX_LABEL_COLUMN : LABEL_COLUMN;
            labelColumn(table.file(), name);
            int[] columns = profile.features().stream().map(Feature::name).mapToInt(table::column).toArray();
            int labelCell = table.column(name);
            int protocolCell = table.hasColumn(IP_PROTOCOL_COLUMN) ? table.column(IP_PROTOCOL_COLUMN) : -1;
            for (CsvTable.Row row : table.rows()) {
                float[] vector = new float[columns.length];
                for (int i = 0; i < columns.length; i++) {
                    vector[i] = number(table, row, profile.features().get(i).name(), row.cells().get(columns[i]));
                }
                add(vector, label(table, row, name, row.cells().get(labelCell)));
                if (protocolCell >= 0) {
                    ipProtocols.add(ipProtocol(table, row, row.cells().get(protocolCell)));
                }
            }
            source(table.file().getFileName().toString(), Sha256.of(table.bytes()), table.rows().size());
        }

        private static float number(CsvTable table, CsvTable.Row row, String column, String cell) {
            if (cell.isEmpty()) {
                return Float.NaN;
            }
            try {
                float value = (float) Double.parseDouble(cell);
                if (Float.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw table.wrong(row, "column '" + column + "': '" + cell + "' is no finite number; leave the cell empty where the value is missing");
        }

        private static String label(CsvTable table, CsvTable.Row row, String column, String cell) {
            if (cell.isEmpty()) {
                throw table.wrong(row, "column '" + column + "' is empty: every row needs its label");
            }
            return cell;
        }

        private static int ipProtocol(CsvTable table, CsvTable.Row row, String cell) {
            if (cell.matches("\\d{1,3}") && Integer.parseInt(cell) <= MAX_IP_PROTOCOL) {
                return Integer.parseInt(cell);
            }
            throw table.wrong(row, "column '" + IP_PROTOCOL_COLUMN + "': '" + cell + "' is no IP protocol number, 0 to " + MAX_IP_PROTOCOL);
        }

        /// @throws TrainingException when there is no row
        public DataSet build() {
            if (vectors.isEmpty()) {
                throw new TrainingException("the data have no row: " + String.join(", ", sources.stream().map(ModelManifest.TrainingData::file).toList()));
            }
            return new DataSet(profile, labelColumn, List.copyOf(sources), List.copyOf(vectors), List.copyOf(labels), List.copyOf(files), ipProtocols);
        }
    }
}
