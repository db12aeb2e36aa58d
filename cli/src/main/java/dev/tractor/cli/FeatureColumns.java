package dev.tractor.cli;

import dev.tractor.flow.FeatureValues;
import dev.tractor.flow.FlowView;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The columns of a profile's features behind those of a table. A feature that repeats one of those under the same name is left out, since a header names each column once.
final class FeatureColumns {
    static final Column FEATURES = Column.text("features");

    private final FeatureProfile profile;
    private final Column[] columns;
    private final FeatureValues values;

    FeatureColumns(FeatureProfile profile) {
        this(profile, FlowColumns.COLUMNS);
    }

    /// @param before columns that stand before the features
    FeatureColumns(FeatureProfile profile, List<Column> before) {
        this.profile = profile;
        Set<String> taken = before.stream().map(Column::name).collect(Collectors.toSet());
        columns = profile.features().stream().map(Feature::name).filter(name -> !taken.contains(name)).map(Column::decimal).toArray(Column[]::new);
        values = new FeatureValues(profile, taken);
    }

    List<Column> columns() {
        return List.of(columns);
    }

    void write(FlowView flow, RowWriter rows) {
        rows.beginGroup(FEATURES);
        long shape = flow.shape(profile);
        if (shape == 0) {
            flow.features(profile, values);
            rows.decimals(columns, values);
        } else {
            flow.identity(profile, values);
            rows.decimals(columns, values);
            if (!rows.repeat(shape)) {
                flow.behaviour(profile, values);
                rows.decimals(columns, values, shape);
            }
        }
        rows.endGroup();
    }

    void write(double[] features, RowWriter rows) {
        values.begin();
        for (double feature : features) {
            values.add(feature);
        }
        rows.beginGroup(FEATURES);
        rows.decimals(columns, values);
        rows.endGroup();
    }
}
