package dev.tractor.cli;

import dev.tractor.flow.FlowView;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The columns of a profile's features behind those of a table. A feature that repeats one of those under the same name is left out, since a header names each column once.
final class FeatureColumns {
    private static final Column FEATURES = Column.text("features");

    private final FeatureProfile profile;
    private final int[] indexes;
    private final Column[] columns;
    private final double[] vector;

    FeatureColumns(FeatureProfile profile) {
        this(profile, FlowRow.COLUMNS);
    }

    /// @param before columns that stand before the features
    FeatureColumns(FeatureProfile profile, List<Column> before) {
        this.profile = profile;
        var taken = before.stream().map(Column::name).collect(Collectors.toSet());
        this.indexes = IntStream.range(0, profile.size()).filter(i -> !taken.contains(profile.features().get(i).name())).toArray();
        this.columns = IntStream.of(indexes).mapToObj(i -> Column.decimal(profile.features().get(i).name())).toArray(Column[]::new);
        this.vector = new double[profile.size()];
    }

    List<Column> columns() {
        return List.of(columns);
    }

    void write(FlowView flow, RowWriter rows) {
        flow.features(profile, vector);
        write(vector, rows);
    }

    void write(double[] features, RowWriter rows) {
        rows.beginGroup(FEATURES);
        for (int i = 0; i < indexes.length; i++) {
            rows.decimal(columns[i], features[indexes[i]]);
        }
        rows.endGroup();
    }
}
